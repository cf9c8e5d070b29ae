"""What a double gives without having been told, where there is only one sensible answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.kinds import Kind

if TYPE_CHECKING:
    from asyncproof.doubles.roles import Asked

_ENTERING = {"__enter__", "__aenter__"}
_LEAVING = {"__exit__", "__aexit__"}
_NEXT_OF = {"__iter__": "__next__", "__aiter__": "__anext__"}


def has_default(double: Asked) -> bool:
    """Say whether a function need not be told what to give."""
    member = double.member
    if member.name in _LEAVING:
        return True
    if member.name in _ENTERING:
        return double.owner is not None and member.allows(double.owner)
    return member.told is None and member.kind in {Kind.VALUE, Kind.ASYNC}


def default_of(double: Asked) -> Any:
    """Return it: an exit swallows no exception, and what is entered gives itself."""
    member = double.member
    if member.name in _ENTERING:
        return double.owner
    return False if member.name in _LEAVING and not member.allows(None) else None


def iterates_over_itself(double: Asked) -> bool:
    """Say whether what is iterated over is its own iterator: then its next item is what must be told."""
    following = _NEXT_OF.get(double.member.name)
    return following is not None and hasattr(double.member.meaning.own, following) and not double.rules
