from __future__ import annotations

import pytest

from asyncproof.check.facts import OPAQUE, Arm, Binding, Path, Position, reaching

IF, ELSE = Arm((2, 0), 0, "if"), Arm((2, 0), 1, "if")
LOOP = Arm((2, 0), 0, "loop")
BODY, HANDLER = Arm((2, 0), 0, "try"), Arm((2, 0), 1, "try")
INNER = Arm((3, 0), 0, "inner")
CALL = Arm((9, 0), 0, "call")


def lines(*bindings: tuple[int, Path], at: Position, path: Path = ()) -> list[int]:
    """Return the lines of the bindings that reach a place."""
    made = [Binding(OPAQUE, (line, 0), way) for line, way in bindings]
    return [binding.at[0] for binding in reaching(made, at, path)]


@pytest.mark.parametrize(
    ("bindings", "at", "path", "left"),
    [
        ([(1, ()), (2, ())], (3, 0), (), [2]),
        ([(1, ()), (5, ())], (3, 0), (), [1]),
        ([(1, ()), (3, (IF,))], (6, 0), (), [1, 3]),
        ([(1, ()), (3, (IF,))], (4, 0), (IF,), [3]),
        ([(1, ()), (3, (IF,))], (5, 0), (ELSE,), [1]),
        ([(1, ()), (3, (BODY,))], (5, 0), (HANDLER,), [1, 3]),
        ([(1, ()), (5, (LOOP,))], (3, 0), (LOOP,), [1, 5]),
        ([(1, ()), (3, (INNER,))], (5, 0), (), [1]),
        ([(3, (INNER,))], (3, 5), (INNER,), [3]),
        ([(1, ()), (9, (CALL,))], (3, 0), (), [1, 9]),
    ],
    ids=["the last", "not yet", "perhaps", "surely", "the other arm", "a handler", "round a loop", "gone",
         "inside", "by a call"],
)  # fmt: skip
def test_bindings_reach_where_the_code_leads(
    bindings: list[tuple[int, Path]], at: Position, path: Path, left: list[int]
) -> None:
    """What surely runs hides what was before it; arms of an `if` exclude each other; loops come round."""
    assert lines(*bindings, at=at, path=path) == left
