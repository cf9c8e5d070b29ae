from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.stalling.stillness import (
    could_loop_be_woken,
    could_threads_wake,
    ends_of,
    has_children,
    listens_at,
    stuck_threads,
    waits_at,
    waits_for_lock,
)
from asyncproof.loop.real.states import TASKS, State

if TYPE_CHECKING:
    from collections.abc import Callable
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


def test_what_is_looked_at_is_not_kept_open(tmp_path: Path) -> None:
    """However often one looks at a file or a socket, the process has no more files open than before."""
    opened: list[int] = []
    real = os.dup

    def dup(fd: int) -> int:
        opened.append(real(fd))
        return opened[-1]

    with (
        pytest.MonkeyPatch.context() as patch,
        (tmp_path / "file").open("w") as file,
        socket.socket() as sock,
    ):
        patch.setattr(os, "dup", dup)
        assert ends_of(file.fileno()) is None
        assert ends_of(sock.fileno()) is not None
    assert ends_of(-1) is None
    for fd in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(fd)
    assert len(opened) == 2


def test_threads_that_one_look_can_not_be_sure_of_might_wake_somebody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two that wait may have woken each other meanwhile, so another look has to say the same."""

    class Unsure:
        exact = False

        def state(self, *_: object) -> State:
            return State.PARKED

        def confirms(self, _: object) -> bool:
            return False

    monkeypatch.setattr("asyncproof.guard.stalling.stillness.best_sight", Unsure)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert could_threads_wake()
    finally:
        done.set()
        thread.join()


def test_a_thread_that_does_not_wait_for_this_process_might_wake_somebody() -> None:
    """One that reads from outside has its reasons; it may come back with news."""
    here, there = socket.socketpair()
    thread = threading.Thread(target=here.recv, args=(1,))
    with here, there:
        thread.start()
        assert could_threads_wake()
        there.send(b"x")
        thread.join()


@pytest.mark.parametrize(("error", "there"), [(ChildProcessError, False), (PermissionError, True)])
def test_where_nobody_can_tell_there_may_be_children(
    monkeypatch: pytest.MonkeyPatch, error: type[OSError], there: bool
) -> None:
    """The system says that there are none; any other refusal is no answer."""

    def waitid(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "waitid", waitid, raising=False)
    assert has_children() is there


def test_a_system_that_knows_no_waitid_tells_of_no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no such call, nothing is claimed of children."""
    monkeypatch.delattr(os, "waitid", raising=False)
    assert not has_children()


def test_of_a_loop_that_can_not_be_looked_into_nothing_is_claimed() -> None:
    """A loop without a selector might be woken by anything, and nobody knows where it listens."""
    assert could_loop_be_woken(object())
    assert listens_at(object()) == set()


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="loops hear no signals here")
def test_a_loop_that_hears_signals_can_be_woken() -> None:
    """Anybody might send one."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, int)
        assert could_loop_be_woken(loop)
        loop.remove_signal_handler(signal.SIGUSR1)

    asyncio.run(main())


def test_a_handler_of_the_users_may_wake_any_loop() -> None:
    """A signal for which the code under test has set a function may come; an ignored one does not count."""
    before = signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    loop = asyncio.new_event_loop()
    try:
        assert not could_loop_be_woken(loop)
        signal.signal(signal.SIGUSR2, lambda *_: loop.stop())
        assert could_loop_be_woken(loop)
    finally:
        signal.signal(signal.SIGUSR2, before)
        loop.close()


def test_without_a_list_of_all_files_those_of_the_loop_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection with both ends on the loop is none with the world; one with only one of them may be."""

    def listdir(_: str) -> list[str]:
        raise FileNotFoundError

    async def main() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(os, "listdir", listdir)
        loop.add_reader(here, int)
        assert could_loop_be_woken(loop)
        loop.add_reader(there, int)
        assert not could_loop_be_woken(loop)
        loop.remove_reader(here)
        loop.remove_reader(there)

    with socket.create_server(("127.0.0.1", 0)) as server:
        here = socket.create_connection(server.getsockname())
        there, _ = server.accept()
    with here, there:
        asyncio.run(main())


def _look_on(look: Callable[[], object], then: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Start a thread that looks until it sees something, and then does something."""
    seen: list[object] = []

    def watch() -> None:
        for _ in range(2000):
            if found := look():
                seen.append(found)
                break
            threading.Event().wait(0.002)
        then()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread, seen


def test_a_wait_for_a_lock_is_seen_from_outside() -> None:
    """The tests' thread waits for a lock exactly as long as nobody releases it."""
    assert not waits_for_lock()
    lock = threading.Lock()
    lock.acquire()
    thread, seen = _look_on(waits_for_lock, lock.release)
    lock.acquire()
    thread.join()
    assert seen == [True]


@pytest.mark.skipif(not TASKS.exists(), reason="this system does not tell what a thread waits for")
def test_a_wait_for_a_connection_is_seen_with_both_its_ends() -> None:
    """It is known by its addresses; a thread that waits for no connection is at none."""
    assert waits_at() is None
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = socket.create_connection(server.getsockname())
        there, _ = server.accept()
    with here, there:
        ends = here.getsockname(), here.getpeername()
        thread, seen = _look_on(waits_at, lambda: there.send(b"x"))
        assert here.recv(1) == b"x"
        thread.join()
    assert seen == [ends]


def test_where_the_system_tells_nothing_no_wait_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a thread's number there is nothing to read."""
    monkeypatch.setattr(threading.main_thread(), "_native_id", None)
    assert waits_at() is None
