"""Futures of executors: when one is made, when it fails, and whether anybody has asked for its error.

Python keeps no note of the latter. So as long as needed, the attribute `_exception` of
`concurrent.futures.Future` is a property: whoever asks, by `result()`, `exception()` or as asyncio does it,
reads it. No call is wrapped, so no traceback grows. CPython 3.10 to 3.14 were tested.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, Protocol

_NAME = "_exception"
_ASKED = "_asyncproof_asked"
_CANCELS = "_chain_future.<locals>._call_check_cancel"
"""With this callback `run_coroutine_threadsafe` looks whether it was cancelled, and at nothing else."""


class Listener(Protocol):
    """Whoever wants to know of such futures."""

    def job_made(self, future: Future[Any]) -> None:
        """Hear of a new future."""

    def job_failed(self, future: Future[Any], error: BaseException) -> None:
        """Hear that a future got an error."""

    def job_asked(self, future: Future[Any]) -> None:
        """Hear that somebody has asked a future for its error."""


_stack: list[Listener] = []


def listen(listener: Listener) -> None:
    """Tell this listener, and no longer those before it."""
    if not _stack:
        setattr(Future, _NAME, property(_read, _write))
    _stack.append(listener)


def forget() -> None:
    """Tell the listener before it; with the last one everything is as it was."""
    _stack.pop()
    if not _stack:
        delattr(Future, _NAME)


def peek(future: Future[Any]) -> BaseException | None:
    """Return the error of a future without asking for it."""
    error = vars(future).get(_NAME)
    return error if isinstance(error, BaseException) else None


def is_asked(future: Future[Any]) -> bool:
    """Say whether somebody has asked for the error, or is told of the end by a callback."""
    return _ASKED in vars(future) or any(
        getattr(callback, "__qualname__", "") != _CANCELS
        for callback in vars(future).get("_done_callbacks", ())
    )


def _read(future: Future[Any]) -> BaseException | None:
    error: BaseException | None = vars(future).get(_NAME)
    if error is not None and _ASKED not in vars(future):
        vars(future)[_ASKED] = True
        for listener in _stack[-1:]:  # none, where the run has just ended in another thread
            listener.job_asked(future)
    return error


def _write(future: Future[Any], error: BaseException | None) -> None:
    vars(future)[_NAME] = error
    for listener in _stack[-1:]:
        if error is None:
            listener.job_made(future)
        else:
            listener.job_failed(future, error)
