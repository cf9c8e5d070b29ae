from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import TYPE_CHECKING

from asyncproof.loop import ControlledLoop, Policy
from asyncproof.loop.choosers import FirstChooser
from asyncproof.loop.handle import Handle
from asyncproof.loop.snapshot import Coming, Snapshot, is_alone, snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Watching(FirstChooser):
    """Takes a snapshot before each iteration."""

    def __init__(self) -> None:
        self.seen: list[Snapshot | None] = []
        self.alone: list[bool] = []

    def look(self, loop: ControlledLoop) -> None:
        """Take one."""
        self.seen.append(snapshot(loop))
        self.alone.append(is_alone(loop))


def seen_in(main: Callable[[], Awaitable[None]], policy: Policy) -> Watching:
    """Run something, and return what was seen."""
    chooser = Watching()
    loop = ControlledLoop(chooser=chooser, policy=policy)
    try:
        loop.run_until_complete(main())
    finally:
        loop.close()
    return chooser


async def three_tasks() -> None:
    """Start three that yield, and wait for them."""

    async def work() -> None:
        await asyncio.sleep(0)

    await asyncio.gather(work(), work(), work())


def test_what_is_only_held_back_is_coming() -> None:
    """Steps that may come later are no more among what is ready, if nothing else is."""
    first, second = seen_in(three_tasks, Policy(latency=True)).seen[:2]
    assert first is not None
    assert second is not None
    assert (len(first.ready), len(first.coming)) == (0, 1)
    assert (len(second.ready), len(second.coming)) == (0, 3)
    assert all(one.source is None for one in second.coming)
    assert {type(one.owner) for one in second.coming} == {type(second.main)}


def test_where_nothing_may_come_later_all_is_ready() -> None:
    """In the order of the calls."""
    _, second = seen_in(three_tasks, Policy()).seen[:2]
    assert second is not None
    assert (len(second.ready), second.coming) == (3, [])


def test_the_end_of_a_sleep_is_owned_by_its_future() -> None:
    """Which who sleeps waits for; what has no arguments is owned by nobody else."""
    future, context = object(), contextvars.Context()
    handle = Handle(print, (future, None), context)
    assert Coming(handle, 0).owner is future
    alone = Handle(print, (), context)
    assert Coming(alone, 0).owner is alone


def test_moments_can_be_left_out() -> None:
    """Then nobody has waited for longer than others."""
    seen = [each for each in seen_in(three_tasks, Policy(latency=True)).seen if each is not None]
    assert any(one.since for each in seen for one in each.coming)
    assert not any(one.since for each in seen for one in each.without_moments().coming)


def test_real_work_makes_a_state_unknown() -> None:
    """It may end at any moment."""

    async def main() -> None:
        go_on = threading.Event()
        waiting = asyncio.ensure_future(asyncio.to_thread(go_on.wait))
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        go_on.set()
        await waiting

    assert None in seen_in(main, Policy(latency=True)).seen


def test_one_thing_alone_is_asked_nothing() -> None:
    """So nobody need look."""
    assert seen_in(three_tasks, Policy(latency=True)).alone[:2] == [True, False]
