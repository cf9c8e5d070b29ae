"""A class where it is defined, with its bases in the order in which Python asks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import ClassFacts
    from asyncproof.check.linking.scope import Scope


@dataclass(slots=True, eq=False)
class Class:
    """A class; equal to another if it is the same one in the source."""

    facts: ClassFacts
    home: Scope

    def __eq__(self, other: object) -> bool:
        """Compare by place."""
        return other.__class__ is Class and other.facts is self.facts

    def __hash__(self) -> int:
        """Return a hash of the place."""
        return hash(self.facts.at)

    @property
    def name(self) -> str:
        """Its full name, as `app.client.Client`."""
        return f"{self.home.module.name}.{self.facts.qualname}"

    @property
    def scope(self) -> Scope:
        """The scope of its body."""
        return self.home.of_class(self.facts)


Line = tuple["Class | None", ...]
"""A class and its bases in the order of look-up; None stands for those that nobody knows."""


def line_of(klass: Class, bases_of: Callable[[Class], list[Class | None]]) -> Line:
    """Return the method resolution order, with None from where on it is unknown."""
    return tuple(_merge(klass, bases_of, frozenset()))


def _merge(
    klass: Class, bases_of: Callable[[Class], list[Class | None]], above: frozenset[Class]
) -> list[Class | None]:
    if klass in above:
        return [klass, None]
    bases = bases_of(klass)
    lines = [[None] if base is None else _merge(base, bases_of, above | {klass}) for base in bases]
    lines.append(list(bases))
    merged: list[Class | None] = [klass]
    while any(lines):
        lines = [line for line in lines if line]
        head = next((line[0] for line in lines if not any(line[0] in rest[1:] for rest in lines)), None)
        merged.append(head)
        if head is None:  # from here on, anything may come from a base that nobody knows
            break
        lines = [[item for item in line if item is not head and item != head] for line in lines]
    return merged
