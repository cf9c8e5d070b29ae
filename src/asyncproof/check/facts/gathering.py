"""Reads the facts of a module off its syntax tree, in one walk over its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.facts import ModuleFacts
from asyncproof.check.facts.scope import Scope
from asyncproof.check.facts.term import Constant, Display

if TYPE_CHECKING:
    import ast


def facts_of(tree: ast.Module, *, name: str, path: str, is_package: bool) -> ModuleFacts:
    """Return the facts of a module."""
    scope = Scope("")
    scope.read(tree.body, ())
    return ModuleFacts(name, path, is_package, scope.finished(), tuple(scope.stars), _exported(scope))


def _exported(scope: Scope) -> tuple[str, ...] | None:
    found = scope.bindings.get("__all__", ())
    if len(found) != 1 or not isinstance(found[0].value, Display):
        return None
    values = [item.value for item in found[0].value.items if isinstance(item, Constant)]
    return tuple(value for value in values if isinstance(value, str))
