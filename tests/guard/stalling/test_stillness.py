from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.stalling.stillness import (
    could_loop_be_woken,
    ends_of,
    has_children,
    listens_at,
    stuck_threads,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_loop_with_nothing_but_itself_cant_be_woken() -> None:
    """Neither its own pipe nor a cancelled timer counts; a timer, a signal handler and a pipe do."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert not could_loop_be_woken(loop)
        timer = loop.call_later(60, int)
        assert could_loop_be_woken(loop)
        timer.cancel()
        assert not could_loop_be_woken(loop)

    asyncio.run(main())


def test_connections_with_oneself_are_no_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server and its client on one loop can't be woken by anybody else, unless there is a child process."""
    children = [False]  # multiprocessing's tracker, started by some other test, is one
    monkeypatch.setattr("asyncproof.guard.stalling.stillness.has_children", children.pop)

    async def main() -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        loop = asyncio.get_running_loop()
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            assert address in listens_at(loop)
            _, writer = await asyncio.open_connection(*address)
            await asyncio.sleep(0.01)
            assert not could_loop_be_woken(loop)
            children.append(True)
            assert could_loop_be_woken(loop)
            writer.close()
            await writer.wait_closed()
            await asyncio.sleep(0.01)

    asyncio.run(main())


def test_a_nameless_pair_could_be_spoken_to() -> None:
    """Of sockets without addresses nobody can tell who has the other end."""

    async def main() -> None:
        here, there = socket.socketpair()
        with here, there:
            loop = asyncio.get_running_loop()
            loop.add_reader(here, int)
            assert could_loop_be_woken(loop)
            loop.remove_reader(here)

    asyncio.run(main())


def test_only_sockets_have_ends(tmp_path: Path) -> None:
    """A file has none."""
    with open(tmp_path / "file", "w") as file:  # noqa: PTH123 - its descriptor is wanted
        assert ends_of(file.fileno()) is None


def test_children_are_seen() -> None:
    """A child counts until somebody has asked how it ended."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert has_children()
    child.communicate(b"\n")


def test_threads_that_wait_for_ever_are_found() -> None:
    """A thread that waits for a lock is stuck, until it is released."""
    lock = threading.Lock()
    lock.acquire()
    thread = threading.Thread(target=lock.acquire)
    thread.start()
    try:
        for _ in range(1000):
            if thread in set(stuck_threads()):
                break
            threading.Event().wait(0.002)
        assert thread in set(stuck_threads())
    finally:
        lock.release()
        thread.join()
