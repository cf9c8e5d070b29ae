"""One file as it was looked at, kept so that after a change in one function only that is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import ClassFacts, FunctionFacts
from asyncproof.check.facts.scope import Scope

if TYPE_CHECKING:
    import ast

    from asyncproof.check.facts import Binding
    from asyncproof.check.hit import Hit
    from asyncproof.check.linking import Module
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble


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
