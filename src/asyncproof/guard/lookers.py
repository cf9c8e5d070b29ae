"""Who looks at the objects of a class that are left at the end: found out once for each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.guard.guard import Guard
    from asyncproof.guard.ledger import Entry

    Look = Callable[[object, Entry], None]

_MOST = 500
"""Of how many classes to remember it."""


class Lookers:
    """Knows which guards look at which class, by its name and those of its bases."""

    def __init__(self, guards: Sequence[Guard]) -> None:
        """Take the guards."""
        self._guards = guards
        self._known: dict[type, tuple[Look, ...]] = {}

    def at(self, kind: type) -> tuple[Look, ...]:
        """Return what to show an object of this class to."""
        known = self._known.get(kind)
        if known is None:
            if len(self._known) >= _MOST:  # so that no test's classes are kept for ever
                self._known.clear()
            names = {f"{base.__module__}.{base.__qualname__}" for base in kind.__mro__}
            known = tuple(guard.left for guard in self._guards if not names.isdisjoint(guard.looks_at))
            self._known[kind] = known
        return known
