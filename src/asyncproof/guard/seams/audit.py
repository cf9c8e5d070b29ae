"""Python's audit events: who opens, connects, starts and changes what, told by the interpreter itself.

An audit hook can't be removed, so there is one for the whole process, and it asks whoever listens now.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Listener = Callable[[tuple[object, ...]], None]

_installed: list[bool] = []
_stack: list[Mapping[str, tuple[Listener, ...]]] = []
_current: dict[str, tuple[Listener, ...]] = {}


def listen(table: Mapping[str, tuple[Listener, ...]]) -> None:
    """Send events to these listeners, and no longer to those before them."""
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_hear)
    _stack.append(table)
    _replace(table)


def forget() -> None:
    """Send events to those who listened before."""
    _stack.pop()
    _replace(_stack[-1] if _stack else {})


def _replace(table: Mapping[str, tuple[Listener, ...]]) -> None:
    _current.clear()
    _current.update(table)


def _hear(
    event: str,
    arguments: tuple[object, ...],
    current: dict[str, tuple[Listener, ...]] = _current,  # the name is gone at the very end of the process
) -> None:
    if event not in current:  # there are fifty events in a trivial test: no method is called for those
        return
    try:
        for listener in current.get(event, ()):
            listener(arguments)
    except Exception as problem:  # noqa: BLE001 - an error here would make the user's own call fail
        _tell(event, problem)


def _tell(event: str, problem: Exception) -> None:
    """Tell of a listener that has failed, as Python tells of problems that nobody can catch."""
    said = "Exception ignored in a guard of asyncproof"
    trouble = SimpleNamespace(
        exc_type=type(problem),
        exc_value=problem,
        exc_traceback=problem.__traceback__,
        err_msg=said,
        object=event,
    )
    try:
        sys.unraisablehook(trouble)
    except Exception:  # noqa: BLE001 - Python's own hook takes nothing but what Python makes for it
        with suppress(Exception):
            print(f"{said}: {event}: {problem!r}", file=sys.stderr)  # noqa: T201 - nobody else is left to tell
