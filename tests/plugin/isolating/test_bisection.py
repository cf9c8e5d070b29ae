from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.isolating.bisection import culprits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MANY = [f"t{number}" for number in range(1000)]


def needs(*names: str) -> tuple[Callable[[Sequence[str]], bool], list[int]]:
    """Return a question that is true where all these run, and how long the lists were that it was asked."""
    asked: list[int] = []

    def fails(tests: Sequence[str]) -> bool:
        asked.append(len(tests))
        return set(names) <= set(tests)

    return fails, asked


@pytest.mark.parametrize("name", ["t0", "t1", "t500", "t999"])
def test_one_among_a_thousand(name: str) -> None:
    """It is found in about log2 of the number of runs."""
    fails, asked = needs(name)
    assert culprits(MANY, fails) == [name]
    assert len(asked) <= 12


@pytest.mark.parametrize("names", [("t3", "t7"), ("t0", "t999"), ("t1", "t2", "t3")])
def test_several_that_do_it_together(names: tuple[str, ...]) -> None:
    """All of them are found, in the order in which they run."""
    fails, asked = needs(*names)
    assert culprits(MANY, fails) == list(names)
    assert len(asked) <= 12 * len(names) + 3


def test_more_than_can_be_told() -> None:
    """Where it takes too many, nothing is claimed."""
    fails, _ = needs(*MANY[:8])
    assert culprits(MANY, fails) == []


def test_an_answer_that_does_not_hold() -> None:
    """What fails now and then is not blamed on anybody."""
    answers = iter([True, False] * 50)
    assert culprits(["a", "b", "c"], lambda _: next(answers)) in (
        [],
        ["a"],
        ["b"],
        ["c"],
        ["a", "b"],
        ["b", "c"],
    )


def test_what_fails_without_any() -> None:
    """Where even none of them is needed, none is named."""
    assert culprits(["a", "b"], lambda _: True) == []
