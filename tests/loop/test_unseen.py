"""A loop that is not built upon asyncio's own tells that it runs, and is left as it was."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.loop.unseen import UnseenLoops


@pytest.fixture
def kinds() -> Any:
    """A class of loops with a `run_forever` of its own, one that inherits it, and one that can't run."""

    class Compiled:
        def run_forever(self) -> None:
            self.ran = True

    class Inherits(Compiled, asyncio.AbstractEventLoop):  # type: ignore[misc] # `run_forever` has no type there
        pass

    class Own(asyncio.AbstractEventLoop):
        def run_forever(self) -> None:
            self.ran = True

    class Cannot(asyncio.AbstractEventLoop):
        pass

    return Inherits, Own, Cannot


def test_who_runs_is_told(kinds: Any) -> None:
    """Both ways to have `run_forever`; the loop runs as it does without us."""
    told: list[Any] = []
    loops = [kind() for kind in kinds[:2]]
    unseen = UnseenLoops(told.append)
    unseen.reach()
    unseen.reach()
    try:
        for loop in loops:
            loop.run_forever()
    finally:
        unseen.put_back()
    assert told == loops
    assert all(loop.ran for loop in loops)
    for loop in loops:
        loop.run_forever()
    assert told == loops


def test_nothing_is_left_behind(kinds: Any) -> None:
    """A class has its own method again, or none as before; what can't run is never touched."""
    before = [dict(vars(kind)) for kind in kinds]
    unseen = UnseenLoops(print)
    unseen.reach()
    changed = [vars(kind) != was for kind, was in zip(kinds, before, strict=True)]
    assert changed == [True, True, False]
    unseen.put_back()
    assert [dict(vars(kind)) for kind in kinds] == before


def test_loops_of_asyncio_are_none_of_these() -> None:
    """What is asyncio's own can be looked at, and so can what is built upon them."""
    told: list[Any] = []
    unseen = UnseenLoops(told.append)
    unseen.reach()
    try:
        asyncio.run(asyncio.sleep(0))
    finally:
        unseen.put_back()
    assert told == []


def test_uvloop_is_one() -> None:
    """The one that most people have."""
    uvloop = pytest.importorskip("uvloop")
    told: list[Any] = []
    unseen = UnseenLoops(lambda loop: told.append(type(loop)))
    unseen.reach()
    try:
        loop = uvloop.new_event_loop()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
    finally:
        unseen.put_back()
    assert set(told) == {uvloop.Loop}
