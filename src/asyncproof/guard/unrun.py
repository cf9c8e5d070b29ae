"""Coroutines that pytest or unittest made by calling a test or a set-up, and that nobody ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core.record import frozen
from asyncproof.guard.reading.body import bodies_of, body_of
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncproof.guard.owner import Owner

SET_UPS = frozenset(
    f"{when}{what}"
    for when in ("setup", "teardown")
    for what in ("", "_method", "_class", "_module", "_function")
) | frozenset(f"{when}{what}" for when in ("setUp", "tearDown") for what in ("", "Class", "Module"))


@frozen
class Unrun:
    """What a coroutine was made for."""

    role: str
    """`test`, `fixture`, `set-up` or `hook`."""
    function: Any = None
    """The function that was called, if it is known."""


def what_for(coroutine: Any, owner: Owner) -> Unrun | None:
    """Say for what a coroutine was made, if it was by calling one of the functions that others call."""
    code = getattr(coroutine, "cr_code", None)
    if code is None:
        return None
    by_others = _is_made_by_others(coroutine) and not is_foreign(code.co_filename)
    if by_others and code.co_name in SET_UPS:
        return Unrun("set-up")
    if by_others and code.co_name.startswith("pytest_"):
        return Unrun("hook")
    name = "" if owner.is_wide else name_of(owner)
    for position, function in enumerate(owner.functions()):
        if position == 0 and name:
            if code in bodies_of(function, name):
                return Unrun("test", function)
        elif code is body_of(function):
            return Unrun("fixture", function)
    return None


def name_of(test: Owner) -> str:
    """Return the bare name of a test's function."""
    return test.name.rpartition("::")[2].partition("[")[0]


def _is_made_by_others(coroutine: Any) -> bool:
    frames: tuple[Any, ...] = getattr(coroutine, "cr_origin", None) or ()
    return len(frames) > 0 and is_foreign(frames[0][0])
