"""Where a name is looked up: a scope, the scopes around it, and the module that they are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import Binding, ClassFacts, FunctionFacts, ModuleFacts


@dataclass(eq=False, slots=True)
class Scope:
    """The names of a module, class or function; each exists once a run, so that it can be remembered by."""

    module: Module
    bindings: dict[str, tuple[Binding, ...]]
    outer: Scope | None = None
    class_facts: ClassFacts | None = None
    """Of which class it is the body."""
    function: FunctionFacts | None = None
    """Of which function it is the body."""
    given: Callable[[str], Any] | None = None
    """What a parameter is given, where somebody knows: pytest gives fixtures."""
    inner: dict[object, Scope] = field(default_factory=dict)

    @property
    def givers(self) -> object:
        """Who gives the parameters here and around: what is worked out of them holds as long as these do."""
        outer = self.outer
        if outer is None or outer.outer is None:
            return self.given
        return self.given, outer.givers

    def of_function(self, facts: FunctionFacts) -> Scope:
        """Return the scope of a function that is defined in this one."""
        found = self.inner.get(facts.at)
        if found is None:
            found = self.inner[facts.at] = Scope(self.module, facts.bindings, self, None, facts)
        return found

    def of_class(self, facts: ClassFacts) -> Scope:
        """Return the scope of a class that is defined in this one."""
        found = self.inner.get(facts.at)
        if found is None:
            found = self.inner[facts.at] = Scope(self.module, facts.bindings, self, facts)
        return found

    def names_from(self) -> list[Scope]:
        """Return the scopes in which a name that is used here is looked for, nearest first."""
        found: list[Scope] = [self]
        scope = self.outer
        while scope is not None:
            if scope.class_facts is None:
                found.append(scope)
            scope = scope.outer
        return found


@dataclass(eq=False, slots=True)
class Module:
    """A module; there is one object for each file."""

    facts: ModuleFacts
    is_own: bool
    """Whether it belongs to the project that is checked."""
    is_table: bool = False
    """Whether it is one of our own tables, which say nothing of what they leave out."""
    known_scope: Scope | None = None
    near: str | None = None
    """The folder from which it is imported, once that is known."""
    asked: set[tuple[str, str]] = field(default_factory=set)
    """The modules that its expressions have led to, found or not: where from, and under which name."""

    @property
    def name(self) -> str:
        """Its full name."""
        return self.facts.name

    @property
    def scope(self) -> Scope:
        """The scope of its names."""
        if self.known_scope is None:
            self.known_scope = Scope(self, self.facts.bindings)
        return self.known_scope

    def absolute(self, name: str, level: int) -> str | None:
        """Return the full name of what an import in this module names, its dots counted."""
        if not level:
            return name
        parts = self.facts.name.split(".")
        parts = parts if self.facts.is_package else parts[:-1]
        if level - 1 > len(parts):
            return None
        kept = parts[: len(parts) - (level - 1)]
        return ".".join([*kept, name] if name else kept) or None
