"""Coroutines that die without ever having been awaited: Python tells the `warnings` module, and here it tells us.

`warnings._warn_unawaited_coroutine` is what the interpreter calls (since 3.7; 3.10 to 3.14 looked at); there is no
public place that is told of the coroutine itself.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "_warn_unawaited_coroutine"

_stack: list[tuple[Callable[[Any], None], Any]] = []


def listen(hear: Callable[[Any], None]) -> None:
    """Show each such coroutine to *hear*; Python's own warning follows."""
    original = getattr(warnings, NAME, None)
    _stack.append((hear, original))
    if original is not None:
        setattr(warnings, NAME, _stand_in(hear, _stack[0][1]))


def forget() -> None:
    """Put back what was there before."""
    _, original = _stack.pop()
    if original is not None:
        setattr(warnings, NAME, original)


def _stand_in(hear: Callable[[Any], None], original: Callable[[Any], None]) -> Callable[[Any], None]:
    def warn_unawaited_coroutine(coroutine: Any) -> None:
        hear(coroutine)
        try:
            original(coroutine)
        finally:
            coroutine.close()  # a recorded warning keeps it alive: it must not be found again

    return warn_unawaited_coroutine
