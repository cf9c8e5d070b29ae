"""A function where it is defined: its facts, its scope, and its class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.facts import FunctionFacts
    from asyncproof.check.linking.scope import Scope


@dataclass(slots=True, eq=False)
class Function:
    """A function; equal to another if it is the same one in the source."""

    facts: FunctionFacts
    home: Scope
    """The scope that it is defined in."""

    def __eq__(self, other: object) -> bool:
        """Compare by place."""
        return other.__class__ is Function and other.facts is self.facts

    def __hash__(self) -> int:
        """Return a hash of the place."""
        return hash(self.facts.at)

    @property
    def name(self) -> str:
        """Its full name, as `app.client.Client.get`."""
        return f"{self.home.module.name}.{self.facts.qualname}"

    @property
    def scope(self) -> Scope:
        """The scope of its body."""
        return self.home.of_function(self.facts)

    @property
    def is_method(self) -> bool:
        """Whether it stands in a class."""
        return self.home.class_facts is not None

    @property
    def path(self) -> str:
        """The file that it stands in."""
        return self.home.module.facts.path
