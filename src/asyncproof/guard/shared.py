"""What the guards of one session share: made once for each, and held by them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary, ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.guard.host import Host

T = TypeVar("T")


class Shared(Generic[T]):
    """Finds the one thing of its kind that a session has, as long as a guard holds it.

    It is not held here: where it leads to its session, neither of them would ever be forgotten.
    """

    def __init__(self, make: Callable[[Host], T]) -> None:
        """Take who makes it for a session."""
        self._make = make
        self._known: WeakKeyDictionary[Host, ref[T]] = WeakKeyDictionary()

    def of(self, session: Host) -> T:
        """Return what this session has."""
        known = self._known.get(session)
        thing = None if known is None else known()
        if thing is None:
            thing = self._make(session)
            self._known[session] = ref(thing)
        return thing
