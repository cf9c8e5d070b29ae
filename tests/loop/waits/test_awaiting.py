"""Claims about what a task is seen to wait for where no function of asyncio tells."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from asyncproof.loop.waits import snapshot
from asyncproof.loop.waits.awaiting import awaiting
from asyncproof.loop.waits.chain import Chain
from tests.loop.waits.stalling import Stalled, never, stalled

Main = Callable[[], Coroutine[Any, Any, Any]]


async def on_a_task() -> None:
    """Wait for a task."""
    await asyncio.create_task(never(), name="t-1")


async def on_a_gather() -> None:
    """Wait for tasks and a future, nested."""
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(never(), name="t-1")
    await asyncio.gather(task, asyncio.gather(asyncio.shield(task), future))


async def on_a_shield() -> None:
    """Wait for a task behind a shield."""
    await asyncio.shield(asyncio.create_task(never(), name="t-1"))


async def on_a_future() -> None:
    """Wait for a future that has a name here."""
    reply = asyncio.get_running_loop().create_future()
    await reply


@pytest.mark.parametrize(
    ("main", "kind", "tasks", "others"),
    [
        (on_a_task, "task", (1,), 0),
        (on_a_gather, "gather", (1,), 1),
        (on_a_shield, "shield", (1,), 0),
        (on_a_future, "future", (), 0),
    ],
)
def test_futures_are_told_apart(main: Main, kind: str, tasks: tuple[int, ...], others: int) -> None:
    """Tasks, gathers, shields and plain futures are told apart, with the tasks behind them."""
    with stalled(main) as program:
        wait = program.waits()[main.__name__].wait
    assert (wait.kind, wait.on_tasks, wait.others) == (kind, tasks, others)


def test_a_plain_future_has_its_name() -> None:
    """A future is told by the name it has where it is waited for."""
    with stalled(on_a_future) as program:
        assert str(program.waits()["on_a_future"].wait.resource) == "Future `reply`"


def test_a_future_of_a_debugged_loop_tells_where_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """In debug mode futures remember where they were made, and so does the report."""
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    with stalled(on_a_future) as program:
        program.loop.set_debug(False)
        line = on_a_future.__code__.co_firstlineno + 2
        assert program.waits()["on_a_future"].wait.detail == f"made at {__file__}:{line}"


def test_a_task_that_may_run_is_ready() -> None:
    """A task that waits for nothing is called ready, whether it has started or not."""

    async def busy() -> None:
        while True:
            await asyncio.sleep(0)

    with stalled(busy) as program:
        assert program.waits()["busy"].wait.kind == "ready"


def test_an_unknown_awaitable_is_told_by_its_type() -> None:
    """What has no frame and shows no future is told by its type, and not guessed at."""
    target = awaiting(Chain((), iter(()), None), [])
    assert (target.kind, target.detail) == ("unknown", "tuple_iterator")


def test_tasks_of_another_snapshot_are_counted() -> None:
    """A task that is not among those looked at is a future like any other."""
    with stalled(on_a_task) as program:
        (one,) = snapshot([program.main])
    assert (one.wait.on_tasks, one.wait.others) == ((), 1)


def test_looking_changes_nothing() -> None:
    """A program that was looked at goes on as if nothing had been."""

    async def main() -> str:
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(0, event.set)
        async with asyncio.Lock():
            await event.wait()
        return "done"

    def look(program: Stalled) -> None:
        for _ in range(3):
            snapshot(program.tasks, main=program.main)

    with stalled(never) as program:
        task = program.loop.create_task(main())
        program.loop.call_soon(look, program)
        assert program.loop.run_until_complete(task) == "done"
