"""Time limits are seen when they begin, and can be over at any moment, as they would be in time."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest

import asyncproof
from asyncproof.loop import ControlledLoop, Policy
from asyncproof.loop.scopes import Scope, TimeLimit, is_time_limit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from types import FrameType

    Limited = Callable[[Awaitable[object]], Awaitable[str]]


class EndAt:
    """Ends the first scope that it is offered at the n-th question with one, and keeps all names."""

    def __init__(self, number: int = 1) -> None:
        self.left = number
        self.offered: list[str] = []

    def choose(self, kind: str, options: Sequence[Any]) -> int:
        """Answer."""
        scopes = [place for place, option in enumerate(options) if isinstance(option, Scope)]
        if kind != "cancel" or not scopes:
            return 0
        self.offered.append(options[scopes[0]].get_name())
        self.left -= 1
        return scopes[0] if not self.left else 0


def nobody(task: asyncio.Task[Any]) -> bool:
    """Cancel no task."""
    del task
    return False


def everywhere(frame: FrameType) -> bool:
    """Take every limit for the user's."""
    del frame
    return True


POLICY = Policy(slack=0, cancellations=1, is_target=nobody, is_limit=everywhere)


async def yields() -> None:
    """Take some steps in which nothing happens."""
    for _ in range(5):
        await asyncio.sleep(0)


async def in_a_block(work: Awaitable[object]) -> str:
    """Limit it by asyncio's block."""
    async with asyncio.timeout(60):
        await work
    return "it ends"


async def in_a_call(work: Awaitable[object]) -> str:
    """Limit it by asyncio's function."""
    await asyncio.wait_for(work, 60)
    return "it ends"


async def in_a_wait(work: Awaitable[object]) -> str:
    """Wait for so long."""
    _, pending = await asyncio.wait([asyncio.ensure_future(work)], timeout=60)
    for task in pending:
        task.cancel()
    return "it is pending" if pending else "it ends"


async def in_a_scope(work: Awaitable[object]) -> str:
    """Limit it by anyio, which goes on behind the block."""
    with anyio.move_on_after(60):
        await work
        return "it ends"
    return "it went on"


async def in_a_failing_scope(work: Awaitable[object]) -> str:
    """Limit it by anyio, which fails."""
    with anyio.fail_after(60):
        await work
    return "it ends"


LIMITS = [
    pytest.param(
        in_a_block, "TimeoutError", marks=pytest.mark.skipif(sys.version_info < (3, 11), reason="since 3.11")
    ),
    (in_a_call, "TimeoutError"),
    (in_a_wait, "it is pending"),
    (in_a_scope, "it went on"),
    (in_a_failing_scope, "TimeoutError"),
]


@pytest.mark.parametrize(("limited", "ended"), LIMITS)
def test_a_limit_that_is_over(limited: Limited, ended: str) -> None:
    """What is under it is cancelled where it stands, and outside it is told as after sixty seconds."""
    heard: list[str] = []

    async def work() -> None:
        try:
            await yields()
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            heard.append("cancelled")
            raise

    async def main() -> str:
        try:
            said = await limited(work())
        except (TimeoutError, asyncio.TimeoutError):
            said = "TimeoutError"
        await asyncio.sleep(0)
        return f"{said} after {asyncio.get_running_loop().time():g} s"

    chooser = EndAt(2)
    assert asyncproof.run(main(), chooser=chooser, policy=POLICY) == f"{ended} after 0 s"
    assert heard == ["cancelled"]
    assert set(chooser.offered) == {"the time limit of Task-1"}
    assert asyncproof.run(main(), chooser=EndAt(99), policy=POLICY) == "it ends after 1 s"


def test_a_limit_is_open_until_it_is_over() -> None:
    """One that was left, or whose time has come, can't be over any more."""

    async def main() -> None:
        for seconds in (1, 5):
            try:
                await asyncio.wait_for(asyncio.sleep(2), seconds)
            except (TimeoutError, asyncio.TimeoutError):  # noqa: PERF203 - two turns
                await asyncio.sleep(0.5)
        await asyncio.sleep(1)

    chooser = EndAt(99)
    loop = ControlledLoop(chooser=chooser, policy=POLICY)
    loop.run_until_complete(main())
    assert 0 < len(chooser.offered) < loop.steps
    assert loop.limits_ended == 0
    loop.close()
    assert "call_at" not in vars(loop)


def test_whose_limits_they_are() -> None:
    """Where the policy says that a limit is not meant, or that none is, none is offered."""
    for is_limit in (lambda frame: frame is None, None):
        chooser = EndAt()
        policy = Policy(slack=0, cancellations=1, is_target=nobody, is_limit=is_limit)
        asyncproof.run(in_a_call(asyncio.sleep(1)), chooser=chooser, policy=policy)
        assert not chooser.offered


def test_in_debug_mode() -> None:
    """Timers are asyncio's own there, and limits are the same."""
    loop = ControlledLoop(chooser=EndAt(2), policy=POLICY)
    loop.set_debug(True)
    assert loop.run_until_complete(in_a_wait(yields())) == "it is pending"
    assert loop.limits_ended == 1
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


def test_what_is_no_limit() -> None:
    """A sleep, a callback, a method of somebody's own."""
    assert not is_time_limit(print)
    assert not is_time_limit([].append)
    assert not is_time_limit(EndAt().choose)


def test_a_scope_is_told_from_tasks_by_its_number() -> None:
    """Two of one number are still two, and the task is known as long as it lives."""

    async def main() -> None:
        task = asyncio.current_task()
        one, other = Scope(1, print, task), Scope(1, print, None)
        assert hash(one) == hash(other) != hash(task)
        assert one != other
        assert (one.task, other.task) == (task, None)
        assert (one.get_name(), other.get_name()) == ("the scope of Task-1", "the scope")
        assert TimeLimit.is_limit
        assert not one.is_limit

    asyncproof.run(main())
