"""Patches of `unittest.mock` that end: what was put in place, and what it stood for.

A patch has no public place that is told of its end. Its `__exit__` is replaced as long as needed: that one
never stands in the traceback of what a test raises.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

from asyncproof.guard.seams.trouble import tell_trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    Hearer = Callable[[Any, Any, Any], None]

MODULE = "unittest.mock"
CLASS = "_patch"

_stack: list[tuple[object, list[Hearer], Any]] = []


def listen(session: object, hear: Hearer) -> bool:
    """Tell of each patch that ends: stand-in, original, and whose attribute; return false without mocks.

    Those who listen for the same session are all told; those of a session around it are not.
    """
    kind = getattr(sys.modules.get(MODULE), CLASS, None)
    original = getattr(kind, "__exit__", None)
    if kind is None or original is None:
        return False
    if _stack and _stack[-1][0] is session:
        _stack[-1][1].append(hear)
        return True
    hearers = [hear]
    _stack.append((session, hearers, original))
    kind.__exit__ = _telling(hearers, _stack[0][2])
    return True


def forget(session: object) -> None:
    """Put back what was there before."""
    if _stack and _stack[-1][0] is session:
        getattr(sys.modules[MODULE], CLASS).__exit__ = _stack.pop()[2]


def _telling(hearers: list[Hearer], original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def __exit__(self: Any, *exc_info: Any) -> Any:  # noqa: N807 - it stands in for one
        try:
            if hasattr(self, "temp_original"):
                space = getattr(self.target, "__dict__", {})
                for hear in hearers:
                    hear(space.get(self.attribute), self.temp_original, self.target)
        except Exception as problem:  # noqa: BLE001 - an error here would leave the user's patch in place
            tell_trouble(problem, self)
        return original(self, *exc_info)

    return __exit__
