"""Coroutines that die without having been awaited: Python tells the `warnings` module, and here it tells us.

`warnings._warn_unawaited_coroutine` is what the interpreter calls, since 3.7; there is no public place that
is told of the coroutine itself. CPython 3.10 to 3.14 were tested.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Hearer = Callable[[Any], bool]

NAME = "_warn_unawaited_coroutine"

_stack: list[tuple[object, list[Hearer], Any]] = []


def listen(session: object, hear: Hearer) -> None:
    """Show each such coroutine to *hear*; Python's own warning follows, unless one who hears returns true.

    Those who listen for the same session are all told; those of a session around it are not.
    """
    if _stack and _stack[-1][0] is session:
        _stack[-1][1].append(hear)
        return
    original = getattr(warnings, NAME, None)
    hearers = [hear]
    _stack.append((session, hearers, original))
    if original is not None:
        setattr(warnings, NAME, _stand_in(hearers, _stack[0][2]))


def forget(session: object) -> None:
    """Put back what was there before."""
    if not _stack or _stack[-1][0] is not session:
        return
    _, _, original = _stack.pop()
    if original is not None:
        setattr(warnings, NAME, original)


def _stand_in(hearers: list[Hearer], original: Callable[[Any], None]) -> Callable[[Any], None]:
    def warn_unawaited_coroutine(coroutine: Any) -> None:
        try:
            told = [hear(coroutine) for hear in hearers]
            if not any(told):
                original(coroutine)
        finally:
            coroutine.close()  # a recorded warning keeps it alive: it must not be found again

    return warn_unawaited_coroutine
