"""Subprocesses that run, and pipes that are read, through the loop."""

from __future__ import annotations

import weakref
from asyncio.subprocess import SubprocessStreamProtocol
from itertools import count
from typing import TYPE_CHECKING, Any

from asyncproof.loop.real.work import Work

if TYPE_CHECKING:
    from asyncproof.loop.real.work import Book

_serials = count(1)


class Process:
    """A process that was started through the loop, until it has ended and its pipes have been read."""

    def __init__(self, book: Book, transport: Any, args: Any) -> None:
        """Look at a process, from now on."""
        self._book = book
        self._transport = weakref.ref(transport)
        self._pid = transport.get_pid()
        self._command = _spell_command(args)
        book.enter(self)

    def look(self, _now: float) -> Work | None:
        """Return the process, unless it waits for input and nobody waits for it."""
        transport = self._transport()
        if transport is None or not _has_news(transport):
            self._book.cross_out(self)
            return None
        certain = _weigh(transport)
        if certain is None:
            return None
        ended = transport.get_returncode() is not None
        what = f"the output of subprocess {self._pid}" if ended else f"subprocess {self._pid}"
        return Work(f"{what}: {self._command}", ("process", self._pid), certain)


def _has_news(transport: Any) -> bool:
    """Tell whether a process runs, or has left something in a pipe."""
    if transport.get_returncode() is None:
        return True  # a closed transport kills its process, and that is news to come
    pipes = [transport.get_pipe_transport(fd) for fd in (1, 2)]
    return any(pipe is not None and not pipe.is_closing() for pipe in pipes)


def _weigh(transport: Any) -> bool | None:
    """Tell whether somebody certainly waits for a process, or None if it waits for us.

    A process that has not yet taken what was written to it is at work. One that takes input may wait for it:
    who reads its output may then read for ever, and if nobody does, there is nothing to wait for.
    """
    if any(not waiter.done() for waiter in getattr(transport, "_exit_waiters", None) or ()):
        return True
    stdin = transport.get_pipe_transport(0)
    takes_input = stdin is not None and not stdin.is_closing()
    if takes_input and stdin.get_write_buffer_size():
        return True
    protocol = getattr(transport, "_protocol", None)
    if type(protocol) is not SubprocessStreamProtocol:  # whoever brings another may wait in a way of its own
        return False
    if any(getattr(reader, "_waiter", None) is not None for reader in (protocol.stdout, protocol.stderr)):
        return not takes_input
    return None if takes_input else False


def _spell_command(args: Any) -> str:
    """Write a command line on one line of bearable length."""
    words = [args] if isinstance(args, str | bytes) else args
    line = " ".join(word.decode(errors="replace") if isinstance(word, bytes) else str(word) for word in words)
    line = line.replace("\n", "; ")
    return line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004 - a line of a terminal


class ReadPipe:
    """A pipe that the loop reads: something may come, but need not."""

    def __init__(self, book: Book, transport: Any) -> None:
        """Look at a pipe, from now on."""
        self._book = book
        self._transport = weakref.ref(transport)
        self._serial = next(_serials)
        book.enter(self)

    def look(self, _now: float) -> Work | None:
        """Return the pipe, while it is read."""
        transport = self._transport()
        if transport is None or transport.is_closing():
            self._book.cross_out(self)
            return None
        if transport._paused:
            return None
        what = f"data from {transport.get_extra_info('pipe')!r}"
        return Work(what, ("pipe", self._serial), certain=False)


def is_of_process(protocol: Any) -> bool:
    """Tell whether a pipe belongs to a subprocess, which speaks for it."""
    return type(protocol).__module__ == "asyncio.base_subprocess"
