"""One file as it was looked at, kept so that after a change in one function only that is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import ClassFacts, FunctionFacts
from asyncproof.check.facts.scope import Scope

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

    from asyncproof.check.facts import Binding
    from asyncproof.check.facts.facts import Bindings
    from asyncproof.check.hit import Hit
    from asyncproof.check.linking import Module
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble

_EXPORTS = "__all__"


@dataclass(slots=True)
class Looked:
    """What there was in one file: hits before comments were asked, and what could not be read."""

    source: Source
    tree: ast.Module
    module: Module
    configuration: Configuration
    hits: list[Hit]
    troubles: list[Trouble]


class Swap:
    """The facts of a function or class of a module, and those that take their place."""

    def __init__(self, module: Module, old: ast.stmt, new: ast.stmt) -> None:
        """Read the facts of a new statement that stands where an old one did."""
        scope = Scope("")
        scope.read([new], ())
        found = scope.finished()
        self._module = module
        self._name = getattr(new, "name", "")
        self._new = found[self._name][-1] if set(found) == {self._name} else None
        self._number = self._number_of(self._name if getattr(old, "name", "") == self._name else "")

    @property
    def is_possible(self) -> bool:
        """Whether one definition takes the place of another of the same name, and binds no name beside."""
        return self._new is not None and self._number is not None

    @property
    def is_unseen(self) -> bool:
        """Whether nobody outside can tell them apart."""
        return self._new is not None and outline_of(self._old.value) == outline_of(self._new.value)

    @property
    def is_felt(self) -> bool:
        """Whether what the definition does may matter to those who call it, though they see it unchanged."""
        return self._new is None or doings_of(self._old.value) != doings_of(self._new.value)

    def make(self) -> None:
        """Put the new facts into the module."""
        self._put(self._new)

    def take_back(self) -> None:
        """Put the old ones back."""
        self._put(self._kept)

    def _number_of(self, name: str) -> int | None:
        bindings = self._module.facts.bindings.get(name, ())
        for number, binding in enumerate(bindings):
            if self._new is not None and binding.at == self._new.at:
                self._old = self._kept = binding
                return number
        return None

    def _put(self, binding: Binding | None) -> None:
        if binding is None or self._number is None:
            return
        bindings = list(self._module.facts.bindings[self._name])
        bindings[self._number] = binding
        self._module.facts.bindings[self._name] = tuple(bindings)
        self._module.known_scope = None


class Splice:
    """The facts of some statements of a module, which take the place of those that stood in these lines."""

    def __init__(self, module: Module, nodes: Iterable[ast.stmt]) -> None:
        """Read the facts of new statements."""
        scope = Scope("")
        scope.read(nodes, ())
        self._module = module
        self._new = scope.finished()
        self._before = module.facts.bindings
        self.is_possible = not scope.stars and _EXPORTS not in self._new
        """Whether it is told by the names alone what others can see."""

    def make(self, first: int, last: int, more: int) -> frozenset[str]:
        """Put the facts in place of those of some lines, after which there are so many more.

        Return the names that others may see in another light.
        """
        bindings: Bindings = {}
        seen: set[str] = set()
        for name in {**self._before, **self._new}:
            every, new = self._before.get(name, ()), self._new.get(name, ())
            old = [one for one in every if first <= one.at[0] <= last]
            if [_outline(one) for one in old] != [_outline(one) for one in new]:
                seen.add(name)
            above = [one for one in every if one.at[0] < first]
            below = [one._replace(at=(one.at[0] + more, one.at[1])) for one in every if one.at[0] > last]
            found = (*above, *new, *below)
            if found:
                bindings[name] = found
        self._put(bindings)
        return frozenset(seen)

    def take_back(self) -> None:
        """Put all back as it was."""
        self._put(self._before)

    def _put(self, bindings: Bindings) -> None:
        self._module.facts.bindings = bindings
        self._module.known_scope = None


def _outline(binding: Binding) -> Any:
    return outline_of(binding.value), binding.annotation


def outline_of(value: Any) -> Any:
    """Return what others can see of a definition, without the places of its lines."""
    if isinstance(value, FunctionFacts):
        return (
            value.name,
            value.is_async,
            value.is_generator,
            value.is_empty,
            value.decorators,
            [(one.name, one.kind, one.annotation, one.default) for one in value.parameters],
            value.annotation,
            [giving.value for giving in (*value.returns, *value.yields)],
        )
    if isinstance(value, ClassFacts):
        return (
            value.name,
            value.bases,
            value.keywords,
            value.decorators,
            {name: [outline_of(one.value) for one in every] for name, every in value.bindings.items()},
            {
                name: [(method, one.value, one.annotation) for method, one in every]
                for name, every in value.attributes.items()
            },
        )
    return value


def doings_of(value: Any) -> Any:
    """Return what a definition does that counts for others, without the places of its lines."""
    if isinstance(value, FunctionFacts):
        return (
            [(use.kind, use.name, use.is_called, use.is_certain) for use in value.uses],
            [name for name, _ in value.calls],
            *(value.replaces, value.asks, value.raises, value.held),
        )
    if isinstance(value, ClassFacts):
        return {name: [doings_of(one.value) for one in every] for name, every in value.bindings.items()}
    return None
