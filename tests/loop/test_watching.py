from __future__ import annotations

import asyncio
import os
import signal
import socket

import asyncproof
from asyncproof.loop import ControlledLoop


def test_a_socket_is_looked_at_and_then_no_more() -> None:
    """The selector is asked while a reader or a writer is there, and only then."""
    ours, theirs = socket.socketpair()
    loop = ControlledLoop()
    seen = [loop._polls]
    loop.add_reader(ours, print)
    seen.append(loop._polls)
    loop.add_writer(ours, print)
    loop.remove_reader(ours)
    seen.append(loop._polls)
    loop.remove_writer(ours)
    seen.append(loop._polls)
    loop.close()
    ours.close()
    theirs.close()
    assert seen == [False, True, True, False]


def test_a_signal_is_seen_by_a_loop_that_never_rests() -> None:
    """A signal handler runs although steps are always ready and no socket is watched."""

    async def main() -> int:
        loop = asyncio.get_running_loop()
        came = asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, came.set)
        os.kill(os.getpid(), signal.SIGUSR1)
        steps = 0
        while not came.is_set():
            await asyncio.sleep(0)
            steps += 1
        assert loop.remove_signal_handler(signal.SIGUSR1)
        assert not loop._polls
        return steps

    assert asyncproof.run(main()) < 10


def test_a_loop_that_is_closed_gives_its_signals_back() -> None:
    """Asyncio removes the handlers when the selector is gone already."""
    before = signal.getsignal(signal.SIGUSR1)
    loop = ControlledLoop()
    loop.add_signal_handler(signal.SIGUSR1, print)
    loop.close()
    assert signal.getsignal(signal.SIGUSR1) == before == signal.SIG_DFL
