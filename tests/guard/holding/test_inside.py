from __future__ import annotations

import functools
from typing import Any

from asyncproof.guard.holding.inside import coroutines_inside


async def take(*given: Any) -> Any:
    """Be given something."""
    return given


def test_coroutines_that_were_given_to_another_one() -> None:
    """They are found directly, in containers, in partial objects, and in each other."""
    inner = [take() for _ in range(5)]
    middle = take(inner[4])
    outer = take(inner[0], [inner[1]], {"a": inner[2]}, functools.partial(take, inner[3]), middle)
    assert coroutines_inside(outer) == {id(one) for one in (*inner, middle)}
    for one in (*inner, middle, outer):
        one.close()
    assert coroutines_inside(outer) == set()


def test_one_that_was_given_twice_is_found_once() -> None:
    """Coroutines that are given to each other over again come to an end, as does what lies very deep."""
    inner = take()
    deep: list[Any] = [take()]
    buried = deep[0]
    for _ in range(10):
        deep = [deep]
    outer = take(inner, [inner], deep)
    assert coroutines_inside(outer) == {id(inner)}
    for one in (inner, buried, outer):
        one.close()
