"""Finds signal handlers and hooks for uncaught exceptions that a test has installed and left."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import ComparingGuard
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.reading.replacing import describe_stand_in

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_SIGNALS = tuple(
    getattr(signal, name)
    for name in (
        "SIGINT",
        "SIGTERM",
        "SIGHUP",
        "SIGQUIT",
        "SIGUSR1",
        "SIGUSR2",
        "SIGALRM",
        "SIGCHLD",
        "SIGPIPE",
    )
    if hasattr(signal, name)
)
_NUMBERS = tuple(int(number) for number in _SIGNALS)
_NAMES = (
    *(number.name for number in _SIGNALS),
    "sys.excepthook",
    "threading.excepthook",
    "sys.breakpointhook",
)
# `signal.getsignal` looks for an enum first and takes ten times as long; it names the quick one.
_handler_of: Any = getattr(getattr(signal, "_signal", None), "getsignal", signal.getsignal)


class ChangedHandlers(ComparingGuard):
    """A signal handler or an exception hook was installed and not put back.

    ```python title="test_stop.py"
    import signal

    import pytest


    @pytest.mark.asyncio
    async def test_stops_on_signal():
        signal.signal(signal.SIGTERM, lambda number, frame: None)
    ```

    ```console
    $ pytest test_stop.py
    ...
    changed-handlers: the handler of `SIGTERM` was left as `test_stops_on_signal.<lambda>`
        test_stop.py:8:  signal.signal(signal.SIGTERM, lambda number, frame: None)
        why: it belongs to the whole process: Ctrl-C, a timeout or a crash of later tests ends up in it
    ...
        more: asyncproof explain changed-handlers
    ...
    ```

    ## What it sees

    The handlers of the signals that programs use, `sys.excepthook`, `threading.excepthook` and
    `sys.breakpointhook`, before the test and after its tear-down. `loop.add_signal_handler` on the test's
    own loop is taken back when that loop is closed, so it is told only of a loop that several tests
    share.

    ## What to do instead

    Install the handler with `loop.add_signal_handler(...)` on the test's own loop, or keep what
    `signal.signal(...)` returns and install that again in the tear-down.

    ## What it cannot see

    Rare signals, and `atexit` functions.
    """

    name: ClassVar[str] = "changed-handlers"
    why: ClassVar[str] = (
        "it belongs to the whole process: Ctrl-C, a timeout or a crash of later tests ends up in it"
    )

    def look(self) -> tuple[object, ...]:
        """Return the handlers as they are now."""
        hooks = (sys.excepthook, threading.excepthook, sys.breakpointhook)
        return (*map(_handler_of, _NUMBERS), *hooks)

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return them by name."""
        return dict(zip(_NAMES, seen, strict=True))

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell, unless we or pytest did it."""
        module = str(getattr(new, "__module__", None))
        if getattr(getattr(new, "func", None), "__name__", "") == "_on_sigint":
            return  # asyncio's runner sets it for each run: a library that kept one put it back too late
        if module.startswith(("asyncproof", "_pytest", "pytest_timeout", "faulthandler")):
            return
        handler = str(name)
        is_signal = handler in _NAMES[: len(_SIGNALS)]
        last = handler.rpartition(".")[2]
        place = line_with(
            owner,
            rf"\b{last}\b\s*=[^=]|(signal|handler|setattr)\(.*\b{last}\b",
            rf"\b{last}\b",
            r"signal|hook",
        )
        self.tell(
            owner,
            f"{'the handler of ' if is_signal else ''}`{handler}` was left as {_describe(new)}",
            place=place or owner.place,
            subjects=[f"signal.{handler}" if is_signal else handler],
            cure="put the old one back in the tear-down: "
            + (
                f"`signal.signal({handler}, old)` or `loop.remove_signal_handler({handler})`"
                if is_signal
                else "or use `monkeypatch.setattr(...)`, which does it"
            ),
        )


def _describe(handler: object) -> str:
    for known in (signal.SIG_DFL, signal.SIG_IGN):
        if handler == known:
            return f"`{known.name}`"
    if getattr(handler, "__name__", "") == "_sighandler_noop":
        return "what `loop.add_signal_handler` has installed"
    return describe_stand_in(handler)
