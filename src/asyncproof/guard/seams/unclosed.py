"""Things that die without having been closed: Python warns of them, and here it tells us first.

What finalizers say goes to `warnings`, where nearly everyone ignores it. An entry among the filters whose
pattern matches nothing hears every text and changes nothing; it is put before the filters of each test,
so a test that asks for such warnings itself, with `pytest.warns` for one, stays ahead of it.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from asyncproof.guard.seams.trouble import tell_trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    Listener = Callable[[str], None]

BEGINNINGS = ("unclosed ", "subprocess ")
_listeners: list[Listener] = []


class _Ear:
    """Stands where a filter has the pattern of its messages."""

    def match(self, text: str) -> None:
        """Hear the text of a warning, and match none."""
        if not text.startswith(BEGINNINGS):
            return
        try:
            for listener in _listeners:
                listener(text)
        except Exception as problem:  # noqa: BLE001 - an error here would come out of a finalizer of the user's
            tell_trouble(problem, text)


_ENTRY: Any = ("ignore", _Ear(), ResourceWarning, None, 0)


def listen(listener: Listener) -> None:
    """Tell this listener the text of every such warning."""
    _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Tell it nothing any more; with the last one everything is put back."""
    _listeners.remove(listener)
    if not _listeners:
        _take_out()


def come_first() -> None:
    """Hear warnings before the filters that hold now: called when a test begins, as it has its own."""
    filters: list[Any] = warnings.filters  # type: ignore[assignment]  # typeshed says Sequence; it is a list
    if not filters or filters[0] is not _ENTRY:
        _take_out()
        filters.insert(0, _ENTRY)


def _take_out() -> None:
    filters: list[Any] = warnings.filters  # type: ignore[assignment] # a list, whatever is said of it
    filters[:] = [entry for entry in filters if entry is not _ENTRY]
