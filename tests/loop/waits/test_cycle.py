"""Claims about circles in who waits for whom."""

from __future__ import annotations

import pytest

from asyncproof.loop.waits.cycle import find_circles, reached_from


@pytest.mark.parametrize(
    ("edges", "circles"),
    [
        ({}, []),
        ({0: [1], 1: [2], 2: []}, []),
        ({0: [0]}, [(0,)]),
        ({0: [1], 1: [0]}, [(0, 1)]),
        ({0: [2], 1: [0], 2: [1]}, [(0, 2, 1)]),
        ({0: [1, 2], 1: [2], 2: [1]}, [(1, 2)]),
        ({0: [3], 3: [0], 1: [2], 2: [1]}, [(0, 3), (1, 2)]),
        ({0: [1], 1: [0, 2], 2: [1]}, [(0, 1, 2)]),
        ({0: [1], 1: [1]}, [(1,)]),
        ({0: [1, 1], 1: [9]}, []),
    ],
)
def test_circles_are_found(edges: dict[int, list[int]], circles: list[tuple[int, ...]]) -> None:
    """Every group that waits for each other is found once, in waiting order, and nothing else."""
    assert find_circles(edges) == circles


def test_a_long_chain_is_no_problem() -> None:
    """Thousands of tasks in a row neither exhaust the stack nor take long."""
    edges = {number: [number + 1] for number in range(20_000)}
    assert find_circles(edges) == []
    assert len(find_circles({**edges, 20_000: [0]})[0]) == 20_001


def test_everything_in_reach_is_found() -> None:
    """What is reached directly, through others or not at all is told apart."""
    assert reached_from(0, {0: [1], 1: [2, 0], 3: [0]}) == {0, 1, 2}
