"""Headers of a message: in their order, asked for whatever their case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from asyncproof.core import UsageError

HeaderValues: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"


class Headers(Mapping[str, str]):
    """Headers in the order in which they came; a name that came twice keeps both values."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        """Keep pairs of name and value."""
        self.pairs: list[tuple[str, str]] = list(pairs)

    def __getitem__(self, name: str) -> str:
        """Return a header's value; several are joined by commas, as HTTP says."""
        values = self.all(name)
        if not values:
            raise KeyError(name)
        return ", ".join(values)

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a header."""
        return isinstance(name, str) and bool(self.all(name))

    def __iter__(self) -> Iterator[str]:
        """Go through the names, each one once, as they were written first."""
        seen: set[str] = set()
        for name, _ in self.pairs:
            if name.lower() not in seen:
                seen.add(name.lower())
                yield name

    def __len__(self) -> int:
        """Count the names."""
        return len({name.lower() for name, _ in self.pairs})

    def __repr__(self) -> str:
        """Show the pairs."""
        return f"Headers({self.pairs!r})"

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        wanted = name.lower()
        return [value for each, value in self.pairs if each.lower() == wanted]


def read_headers(given: HeaderValues | None) -> list[tuple[str, str]]:
    """Read headers that a test writes; what can't stand in a header is an error."""
    if given is None:
        return []
    pairs = list(given.items()) if isinstance(given, Mapping) else list(given)
    for pair in pairs:
        name, value = pair
        if not isinstance(name, str) or not isinstance(value, str):
            raise UsageError(
                f"a header is a name and a value as text, not {pair!r}; write {name!s}={str(value)!r}."
            )
        if "\n" in name + value or "\r" in name + value or not name.strip() or ":" in name:
            raise UsageError(
                f"{pair!r} can't be sent as a header: a name is not empty and has no colon, and there are no "
                "line breaks; use .garbage(...) to send what HTTP forbids."
            )
    return pairs
