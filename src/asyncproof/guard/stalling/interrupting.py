"""Getting the thread of the tests out of a call that will never return, with a signal and an exception.

The signal is SIGURG: nothing happens by default when it comes, and hardly anybody listens to it. Where
there is no such signal (Windows), or somebody else has taken it, nothing can be interrupted.
"""

from __future__ import annotations

import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_SIGNAL = getattr(signal, "SIGURG", None)


class Broken(BaseException):
    """Ends a wait that could not end by itself.

    It is no `Exception`, so that no `except Exception` of the code under test goes on as if nothing had been.
    """

    __module__ = "asyncproof"


class Interrupter:
    """Interrupts the main thread while it is at one certain place, and only there."""

    def __init__(self) -> None:
        """Interrupt nothing yet."""
        self._users = 0
        self._before: Any = None
        self._request: tuple[Callable[[FrameType], bool], Callable[[], str]] | None = None

    def install(self) -> None:
        """Take the signal, if it is free and this is the main thread."""
        self._users += 1
        if _SIGNAL is None or self._users > 1 or threading.current_thread() is not threading.main_thread():
            return
        if signal.getsignal(_SIGNAL) in {signal.SIG_DFL, signal.SIG_IGN}:
            self._before = signal.signal(_SIGNAL, self._arrives)

    def remove(self) -> None:
        """Give the signal back when nobody needs it any more."""
        self._users -= 1
        if self._users or self._before is None or _SIGNAL is None:
            return
        before, self._before = self._before, None
        if signal.getsignal(_SIGNAL) == self._arrives:
            with suppress(ValueError):  # not the main thread
                signal.signal(_SIGNAL, before)

    @property
    def works(self) -> bool:
        """Say whether anything can be interrupted now."""
        return self._before is not None and _SIGNAL is not None and signal.getsignal(_SIGNAL) == self._arrives

    def interrupt(self, still: Callable[[FrameType], bool], message: Callable[[], str]) -> None:
        """Have `Broken` raised in the main thread, if it is *still* where it was; both are asked there."""
        if self.works:
            self._request = (still, message)
            signal.pthread_kill(threading.main_thread().ident or 0, signal.Signals(_SIGNAL or 0))

    def _arrives(self, _: int, frame: FrameType | None) -> None:
        request, self._request = self._request, None
        if request is None or frame is None:
            return
        still, message = request
        if still(frame):
            raise Broken(message())


INTERRUPTER = Interrupter()
"""The one of this process; a run inside of another shares it."""
