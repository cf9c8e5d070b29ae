from __future__ import annotations

import asyncio
import gc
import socket
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from asyncproof import Chooser, Deadlock, Network, UsageError
from asyncproof.loop import ControlledLoop, FirstChooser, Policy, RandomChooser
from tests.loop.freeing import left_of


@pytest.fixture
def loop() -> Iterator[ControlledLoop]:
    """A loop that is closed in the end."""
    loop = ControlledLoop()
    yield loop
    loop.close()


def test_a_stuck_run_is_unwound(loop: ControlledLoop) -> None:
    """The `finally` blocks of the main task and of what it started run before the deadlock is raised."""
    log: list[str] = []

    async def wait(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            log.append(name)

    async def main() -> None:
        task = asyncio.ensure_future(wait("child"))
        await wait("main")
        await task

    with pytest.raises(Deadlock):
        loop.run_until_complete(main())
    assert sorted(log) == ["child", "main"]
    assert not asyncio.all_tasks(loop)


def test_what_was_there_before_a_stuck_run_stays(loop: ControlledLoop) -> None:
    """A task of a wider scope, started by an earlier run on the loop, is not cancelled with a stuck one."""

    async def serve() -> str:
        return await served

    served = loop.create_future()

    async def start() -> asyncio.Task[str]:
        return asyncio.ensure_future(serve())

    server = loop.run_until_complete(start())
    with pytest.raises(Deadlock):
        loop.run_until_complete(asyncio.Event().wait())
    served.set_result("alive")
    assert loop.run_until_complete(server) == "alive"


def test_a_task_that_swallows_its_cancellation_does_not_hang_the_unwinding(loop: ControlledLoop) -> None:
    """The deadlock is raised all the same, and says that a task did not end."""

    async def stubborn() -> None:
        for _ in range(3):
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    with pytest.raises(Deadlock, match="when it was cancelled for this, Task-1 did not end"):
        loop.run_until_complete(stubborn())
    for task in asyncio.all_tasks(loop):
        task.cancel()
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left))


def test_a_bare_future_or_a_gather_may_be_what_is_stuck(loop: ControlledLoop) -> None:
    """The main future need not be a task; nobody is blamed for not ending."""

    async def never() -> None:
        await asyncio.Event().wait()

    for main in (loop.create_future(), asyncio.gather(loop.create_task(never()))):
        with pytest.raises(Deadlock) as caught:
            loop.run_until_complete(main)
        assert "did not end" not in str(caught.value)
        assert main.done()


def test_the_next_run_on_a_loop_that_was_stuck_is_clean(loop: ControlledLoop) -> None:
    """After a deadlock the same loop runs the next coroutine as if nothing had been."""
    with pytest.raises(Deadlock):
        loop.run_until_complete(asyncio.Event().wait())
    assert loop.run_until_complete(asyncio.sleep(1, "fine")) == "fine"


@pytest.mark.asyncproof(leaks="off")
def test_a_failing_chooser_is_not_asked_again_while_the_run_is_unwound() -> None:
    """An error out of a chooser comes through once, and the main task's `finally` has run."""
    log: list[str] = []

    class Broken:
        def choose(self, kind: str, options: Sequence[object]) -> int:
            raise LookupError(kind)

    async def main() -> None:
        asyncio.get_running_loop().call_later(0.1, print)
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        finally:
            log.append("unwound")

    loop = ControlledLoop(chooser=Broken())
    with pytest.raises(LookupError):
        loop.run_until_complete(main())
    loop.close()
    assert log == ["unwound"]


def test_an_exception_of_the_main_task_comes_through(loop: ControlledLoop) -> None:
    """What the main coroutine raises is what the caller gets, and is reported nowhere else."""

    async def main() -> None:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        loop.run_until_complete(main())
    gc.collect()


def test_a_loop_that_is_stopped_early_says_so(loop: ControlledLoop) -> None:
    """As on a stock loop, stopping before the future is done is an error."""
    loop.call_soon(loop.stop)
    future = loop.create_future()
    with pytest.raises(RuntimeError, match="stopped before Future completed"):
        loop.run_until_complete(future)


def test_a_reset_loop_is_a_fresh_loop() -> None:
    """Time, steps, names, numbers and choices start again."""
    loop = ControlledLoop(chooser=RandomChooser(1))

    async def main() -> tuple[str, int, float]:
        task = asyncio.ensure_future(asyncio.sleep(0.5))
        for _ in range(3):
            await asyncio.sleep(0)
        await task
        return task.get_name(), hash(task), loop.time()

    first = loop.run_until_complete(main())
    assert loop.steps > 0
    assert len(loop.schedule) > 0
    loop.reset()
    assert (loop.time(), loop.steps, len(loop.schedule), loop.clock.now) == (0, 0, 0, 0)
    assert loop.run_until_complete(main()) == first
    loop.close()


def test_a_loop_that_begins_again() -> None:
    """After a reset a loop takes what the next run goes by."""
    loop = ControlledLoop(chooser=RandomChooser(1))
    network = Network()
    loop.reset()
    loop.begin_again(FirstChooser(), Policy(cancellations=1), network)

    async def main() -> None:
        await asyncio.sleep(1)

    loop.run_until_complete(main())
    assert {choice.kind for choice in loop.schedule} == {"cancel"}
    assert loop.network is network
    loop.close()


def test_a_loop_without_a_mark(loop: ControlledLoop) -> None:
    """What changes a loop's ways is seen."""
    assert loop.unmarked
    loop.set_debug(True)
    assert not loop.unmarked
    loop.set_debug(False)
    loop.set_task_factory(lambda loop, coro, **options: asyncio.Task(coro, loop=loop, **options))
    assert not loop.unmarked
    loop.set_task_factory(None)
    assert loop.unmarked
    loop.run_until_complete(loop.shutdown_asyncgens())
    assert not loop.unmarked


def test_a_loop_that_is_not_clean_is_not_reset(loop: ControlledLoop) -> None:
    """Callbacks, timers, watched sockets and pending tasks of the run before are refused by name."""

    def refused(match: str) -> None:
        with pytest.raises(UsageError, match=match):
            loop.reset()

    handle: asyncio.Handle = loop.call_soon(print)
    refused("callbacks that are ready were left behind")
    handle.cancel()
    handle = loop.call_later(1, print)
    refused("timers or arrivals were left behind")
    handle.cancel()
    ours, theirs = socket.socketpair()
    loop.add_reader(ours, print)
    refused("watched file descriptors were left behind")
    loop.remove_reader(ours)
    ours.close()
    theirs.close()

    async def leave() -> asyncio.Task[bool]:
        task = asyncio.ensure_future(asyncio.Event().wait())
        await asyncio.sleep(0)
        return task

    task = loop.run_until_complete(leave())
    refused("1 pending tasks were left behind")
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.reset()


def test_a_running_or_closed_loop_is_not_reset() -> None:
    """Resetting from inside, or after the end, is refused."""
    loop = ControlledLoop()

    async def inside() -> None:
        loop.reset()

    with pytest.raises(UsageError, match="it is still running"):
        loop.run_until_complete(inside())
    loop.close()
    with pytest.raises(RuntimeError, match="Event loop is closed"):
        loop.reset()


@pytest.mark.parametrize("chooser", [None, FirstChooser()])
def test_a_loop_leaves_nothing_behind(chooser: Chooser | None) -> None:
    """After many loops there are as many file descriptors and threads as before, and no loop lives on."""

    async def main() -> None:
        await asyncio.get_running_loop().run_in_executor(None, int)
        await asyncio.sleep(1)

    def once() -> weakref.ref[ControlledLoop]:
        loop = ControlledLoop(chooser=chooser)
        loop.run_until_complete(main())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        return weakref.ref(loop)

    once()
    before = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    loops = [once() for _ in range(20)]
    assert left_of(loops) == []
    assert (len(list(Path("/proc/self/fd").iterdir())), threading.active_count()) == before


def test_what_is_open_on_the_network_hinders_a_reset() -> None:
    """A server in memory that was not closed is named; closed, the loop and its network start afresh."""
    loop = ControlledLoop(network=Network())

    async def open_server() -> asyncio.AbstractServer:
        return await asyncio.start_server(lambda *_: None, "shop.example", 80)

    server = loop.run_until_complete(open_server())
    with pytest.raises(UsageError, match=r"shop.example:80.* in memory were left behind"):
        loop.reset()
    server.close()
    loop.run_until_complete(asyncio.sleep(0))
    loop.reset()
    loop.close()


def test_unwinding_is_not_reported_as_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    """Handlers of a server that are cancelled with a stuck run fill no log."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            writer.close()

    async def main() -> None:
        async with await asyncio.start_server(handle, "shop.example", 80):
            reader, writer = await asyncio.open_connection("shop.example", 80)
            try:
                await reader.read()
            finally:
                writer.close()

    loop = ControlledLoop(network=Network())
    with pytest.raises(Deadlock):
        loop.run_until_complete(main())
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    assert not caplog.records


def test_a_loop_that_was_stopped_is_unwound_too(loop: ControlledLoop) -> None:
    """What does not end by its cancellation is left; the error stays asyncio's own."""

    async def stubborn() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    loop.call_later(1, loop.stop)
    with pytest.raises(RuntimeError, match=r"^Event loop stopped before Future completed\.$"):
        loop.run_until_complete(stubborn())
    left = asyncio.all_tasks(loop)
    assert len(left) == 1
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
