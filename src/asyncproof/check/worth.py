"""What the expressions of a file are worth, worked out part by part and once: several rules ask for most."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import term_of
from asyncproof.check.facts.nodes import dotted_name
from asyncproof.check.linking import MockValue, calls
from asyncproof.check.linking.arguments import Arguments
from asyncproof.check.linking.terms import as_configured

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import Path
    from asyncproof.check.linking import Evaluator, Scope, Value

_DEEPEST = 30
"""From there on the evaluator goes on by itself, which knows where to stop."""


class Worth:
    """Evaluates syntax nodes as the evaluator does their terms, but makes a term only where one is needed."""

    def __init__(self, evaluator: Evaluator) -> None:
        """Know nothing."""
        self.evaluator = evaluator
        self._known: dict[ast.expr, tuple[Scope, Path, Value]] = {}
        self._assigned: dict[Scope, frozenset[str]] = {}
        self._depth = 0

    def of(self, node: ast.expr, scope: Scope, path: Path) -> Value:
        """Return what an expression is worth in a scope, on one way through its statements."""
        known = self._known.get(node)
        if known is not None and known[0] is scope and (known[1] is path or known[1] == path):
            return known[2]
        reader = _READERS.get(node.__class__)
        if reader is None or self._depth > _DEEPEST:
            value = self.evaluator.value(term_of(node), scope, (node.lineno, node.col_offset), path)
        else:
            self._depth += 1
            value = reader(self, node, scope, path)
            self._depth -= 1
        self._known[node] = scope, path, value
        return value

    def may_be_assigned(self, name: str, scope: Scope) -> bool:
        """Tell whether a scope assigns to an attribute of this name, be it of anything."""
        found = self._assigned.get(scope)
        if found is None:
            dotted = (one.rpartition(".") for one in scope.bindings)
            found = self._assigned[scope] = frozenset(last for owner, _, last in dotted if owner)
        return name in found


def _name(worth: Worth, node: ast.Name, scope: Scope, path: Path) -> Value:
    return worth.evaluator.name(node.id, scope, (node.lineno, node.col_offset), path)


def _attribute(worth: Worth, node: ast.Attribute, scope: Scope, path: Path) -> Value:
    if worth.may_be_assigned(node.attr, scope) and (dotted_name(node) or "") in scope.bindings:
        return worth.evaluator.value(term_of(node), scope, (node.lineno, node.col_offset), path)
    return worth.evaluator.member(worth.of(node.value, scope, path), node.attr)


def _call(worth: Worth, node: ast.Call, scope: Scope, path: Path) -> Value:
    function = worth.of(node.func, scope, path)
    arguments = Arguments(worth.evaluator, node, scope, (node.lineno, node.col_offset), path)
    if isinstance(function, MockValue):
        function = as_configured(function, arguments)
    return calls.called(worth.evaluator, function, arguments)


def _awaited(worth: Worth, node: ast.Await, scope: Scope, path: Path) -> Value:
    return worth.evaluator.awaited(worth.of(node.value, scope, path))


_READERS: dict[type, Callable[[Worth, Any, Scope, Path], Value]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _awaited,
}
