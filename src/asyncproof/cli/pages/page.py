"""One page: its name, what it is about in a sentence, and its text, which is made when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the chapter that it stands in."""

    name: str
    chapter: str
    summary: str
    read: Callable[[], str]
    """Return the text as Markdown."""
    also: tuple[str, ...] = ()
    """Other words that lead here, as the group of a guard."""
    texts: tuple[str, ...] = ()
    """What is printed of what it is about, with `...` for anything."""
