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
