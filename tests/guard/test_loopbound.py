from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard import Owner, Session
from asyncproof.guard.loopbound import LoopKeeper, loop_of
from asyncproof.guard.owner import OWNER
from asyncproof.guard.ruling.level import Level
from asyncproof.guard.ruling.rules import Rules

if TYPE_CHECKING:
    from asyncproof.guard.holding.belongings import Belonging


class Thing:
    """Has to be closed on its loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.is_open = True


class Things(LoopKeeper):
    """A guard of things."""

    name: ClassVar[str] = "open-thing"
    group: ClassVar[str] = "things"

    def is_open(self, thing: Any) -> bool:
        """Say so."""
        return bool(thing.is_open)

    def finish(self, thing: Any) -> None:
        """Close it."""
        thing.is_open = False

    def tell_of(self, thing: Any, belonging: Belonging) -> bool:
        """Tell that it is open."""
        return self.tell(belonging.owner, f"{type(thing).__name__} is open")


def judged(
    *, wide: bool = False, closes: bool = False, failed: bool = False
) -> tuple[list[str], list[str], Thing]:
    """Let a test make a thing on a loop; return what is told of the test and of a fixture, and the thing."""
    session = Session([Things])
    (guard,) = session.guards
    assert isinstance(guard, Things)
    loop = asyncio.new_event_loop()
    fixture, test = Owner("fixture", scope="module"), Owner("test")
    before = OWNER.get()
    session.fixture_made(fixture, session.fixture_begins(fixture))
    session.running = test
    OWNER.set(test)
    try:
        thing = Thing(loop)
        if wide:
            fixture.value = lambda: [thing]
        guard.made(thing)
        guard.loop_settles(loop, None if closes else test)
        told = [finding.message for finding in test.findings]
        guard.loop_settles(loop, fixture)
        return told, [finding.message for finding in fixture.findings], thing
    finally:
        OWNER.set(before)
        loop.close()


def test_what_is_left_open_is_told_and_closed() -> None:
    """It is told of the test that made it, when the test ends or its loop closes, and does no more harm."""
    for closes in (False, True):
        told, of_fixture, thing = judged(closes=closes)
        assert told == ["Thing is open"]
        assert not of_fixture
        assert not thing.is_open


def test_what_a_wider_fixture_keeps_is_judged_with_it() -> None:
    """The test that made it is not blamed."""
    told, of_fixture, _ = judged(wide=True)
    assert not told
    assert of_fixture == ["Thing is open"]


def test_what_is_thrown_away_open_is_told_once() -> None:
    """Who lets go of an open thing hears of it, and not again at the end."""
    session = Session([Things])
    (guard,) = session.guards
    assert isinstance(guard, Things)
    test = Owner("test")
    before = OWNER.get()
    OWNER.set(test)
    loop = asyncio.new_event_loop()
    try:
        thing = Thing(loop)
        guard.made(thing)
        guard.dies(thing)
        guard.loop_settles(loop, test)
        assert len(test.findings) == 1
        assert loop_of(thing) is loop
    finally:
        OWNER.set(before)
        loop.close()


def test_what_is_allowed_stays_open_and_what_dies_is_forgotten() -> None:
    """Nothing is closed that was not told; and nothing that comes after is taken for what has died."""
    session = Session([Things])
    (guard,) = session.guards
    assert isinstance(guard, Things)
    test = Owner("test", Rules(({"things": Level.OFF},)))
    before = OWNER.get()
    OWNER.set(test)
    loop = asyncio.new_event_loop()
    try:
        thing, closed = Thing(loop), Thing(loop)
        guard.made(thing)
        guard.loop_settles(loop, test)
        assert thing.is_open
        assert not test.findings
        guard.made(closed)
        closed.is_open = False
        for dead in (thing, closed):
            guard.dies(dead)
        assert len(guard.belongings) == 0
    finally:
        OWNER.set(before)
        loop.close()
