"""What each owner has made and not yet given up: weak notes, asked for when the owner ends."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.core.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.guard.holding.making import Making
    from asyncproof.guard.owner import Owner

_MANY = 64


@record
class Belonging:
    """One thing that somebody made."""

    thing: Callable[[], Any]
    """Asks for it; None if it is gone."""
    key: int
    owner: Owner
    making: Making
    facts: Any = None
    """What the guard that keeps it wants to remember of it."""
    is_heard: bool = False
    """Whether its end is heard of, so that whatever lives at its address is the thing itself."""


def _same(thing: Any) -> Any:
    return thing


def _at(key: int) -> Any:
    """Find a living thing by its address: slow, so only for those without room for weak references."""
    return next((one for one in gc.get_objects() if id(one) == key), None)


class Belongings:
    """The things of one kind, by owner."""

    def __init__(self) -> None:
        self._by_owner: dict[Owner, list[Belonging]] = {}
        self._enough = _MANY

    def __len__(self) -> int:
        """Count the notes."""
        return sum(map(len, self._by_owner.values()))

    def __bool__(self) -> bool:
        """Say whether there may be any; quicker than to count them."""
        return bool(self._by_owner)

    def __contains__(self, owner: Owner) -> bool:
        """Say whether an owner has any."""
        return owner in self._by_owner

    def __iter__(self) -> Iterator[Belonging]:
        """Yield all notes, the youngest last."""
        for notes in list(self._by_owner.values()):
            yield from list(notes)

    def note(
        self, thing: object, owner: Owner, making: Making, facts: Any = None, *, is_heard: bool = False
    ) -> Belonging:
        """Remember whose a thing is.

        What has no room for weak references is held until its owner ends, unless its end is heard of.
        """
        try:
            asks: Callable[[], Any] = ref(thing)
            is_heard = False
        except TypeError:
            asks = partial(_at, id(thing)) if is_heard else partial(_same, thing)
        belonging = Belonging(asks, id(thing), owner, making, facts, is_heard)
        notes = self._by_owner.setdefault(owner, [])
        notes.append(belonging)
        if len(notes) > self._enough:  # a wide fixture may make very many
            notes[:] = [note for note in notes if note.is_heard or note.thing() is not None]
            self._enough = max(_MANY, 2 * len(notes))
        return belonging

    def drop(self, thing: object) -> Belonging | None:
        """Forget a thing that dies, and return the note about it.

        Its weak references may have been cleared by now, so it is known by its address.
        """
        key = id(thing)
        for notes in reversed(self._by_owner.values()):
            for note in reversed(notes):  # an older one is about what has died there before, unheard
                if note.key == key:
                    notes.remove(note)
                    return note
        return None

    def take(self, owner: Owner) -> list[Belonging]:
        """Return the notes of an owner that ends, and forget them."""
        return self._by_owner.pop(owner, [])
