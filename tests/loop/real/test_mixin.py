from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
import weakref

import pytest

from asyncproof.loop.real import Work
from tests.loop.freeing import left_of
from tests.loop.real.plain import PlainLoop, at_rest, run_plain, turn


def test_a_loop_that_does_nothing_real_is_quiet() -> None:
    """Sleeping, tasks and futures are the loop's own business."""

    async def main(loop: PlainLoop) -> None:
        task = asyncio.create_task(asyncio.sleep(0))
        assert not loop._work_open
        assert loop._work_outstanding() == []
        await task

    run_plain(main)


def test_work_of_all_kinds_is_found_in_one_look() -> None:
    """What is in the book, and threads."""

    async def main(loop: PlainLoop) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            loop.add_reader(ours, int)
            inlet, outlet = os.pipe()
            reading = loop.run_in_executor(None, os.read, inlet, 1)
            kinds = {work.key[0] for work in loop._work_outstanding() if isinstance(work.key, tuple)}
            assert kinds == {"descriptor", "thread"}
            loop.remove_reader(ours)
            os.write(outlet, b"!")
            await reading
            assert await at_rest(loop) == []
            os.close(inlet)
            os.close(outlet)

    run_plain(main)


def test_the_threads_of_a_fixture_belong_to_the_next_run_too() -> None:
    """A loop that runs several times remembers which threads came up while it ran."""
    loop = PlainLoop()
    stop = threading.Event()
    thread = threading.Thread(target=lambda: [time.sleep(0.001) for _ in iter(stop.is_set, True)])

    async def start() -> None:
        thread.start()

    async def look() -> list[Work]:
        return loop._work_outstanding()

    try:
        for main, expected in ((start, None), (look, 1)):
            loop._work_run_begins()
            found = loop.run_until_complete(main())
            loop._work_run_ends()
            assert found is None or len(found) == expected
    finally:
        stop.set()
        thread.join()
        loop.close()


def test_the_last_future_of_a_run_does_not_keep_the_loop() -> None:
    """A closed loop is freed, with all that it knew."""
    loop = PlainLoop()

    async def main() -> None:
        server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await reader.read()
        writer.close()
        server.close()
        await asyncio.to_thread(int)
        await turn(5)

    loop._work_run_begins()
    loop.run_until_complete(main())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop._work_run_ends()
    loop.close()
    freed = weakref.ref(loop)
    del loop, main
    assert left_of([freed]) == []


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")  # noqa: PTH112 - not a file of anybody
def test_looking_leaves_no_descriptor_open() -> None:
    """What is opened to look at a thread is closed again."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - numbers, not paths

    async def main(loop: PlainLoop) -> None:
        await asyncio.to_thread(int)
        await at_rest(loop)

    run_plain(main)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_a_signal_that_is_handled_may_come() -> None:
    """Nobody knows whether it will; it is named by the names that people know."""

    async def main(loop: PlainLoop) -> None:
        loop.add_signal_handler(signal.SIGUSR1, int)
        loop.add_signal_handler(signal.SIGUSR2, int)
        (work,) = loop._work_outstanding()
        assert work.what == "a signal that the loop handles: SIGUSR1, SIGUSR2"
        assert not work.certain
        for number in (signal.SIGUSR1, signal.SIGUSR2):
            loop.remove_signal_handler(number)
        assert loop._work_outstanding() == []

    run_plain(main)


@pytest.mark.parametrize("closed", [False, True])
def test_jobs_that_do_not_end_in_time_are_left_behind(closed: bool, recwarn: pytest.WarningsRecorder) -> None:
    """The shut-down warns as asyncio does; a job that ends later disturbs neither the loop nor a thread."""
    release = threading.Event()
    loop = PlainLoop()
    problems: list[object] = []
    loop.set_exception_handler(lambda _, context: problems.append(context))
    loop.run_in_executor(None, release.wait).cancel()
    loop.run_until_complete(loop.shutdown_default_executor(0.001))
    if closed:
        loop.close()
    release.set()
    for thread in threading.enumerate():
        if thread.name.startswith(("asyncio_", "asyncproof waits")):
            thread.join()
    if not closed:
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
    (warning,) = recwarn
    assert str(warning.message).startswith(
        "the default executor did not end its threads within 0.001 seconds"
    )
    assert problems == []
