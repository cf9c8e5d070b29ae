"""The one walk over a file: keeps track of scopes and ways, and shows each node to the rules that want it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import Arm
from asyncproof.check.facts.parts import LEAVES, PARTS
from asyncproof.check.linking import Function
from asyncproof.check.pytesting.fixtures import fixture_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from asyncproof.check.here import Here
    from asyncproof.check.rule import Rule

Wanted = dict[str, list["Callable[..., None]"]]


def wanted_by(rules: Iterable[Rule]) -> Wanted:
    """Return the methods of rules by the class of node that they want to see."""
    found: Wanted = {}
    for rule in rules:
        for name in rule.wants():
            found.setdefault(name, []).append(getattr(rule, f"on_{name}"))
    return found


class Walk:
    """Walks over the tree of a module."""

    def __init__(self, here: Here, wanted: Wanted) -> None:
        """Show what is *wanted*."""
        self.here = here
        self.wanted = wanted
        self._listeners = {
            getattr(ast, name): tuple(found) for name, found in wanted.items() if hasattr(ast, name)
        }
        self._skipped = LEAVES - self._listeners.keys()

    def run(self, tree: ast.Module, part: ast.stmt | None = None) -> None:
        """Visit all nodes, or those of one statement of the module."""
        for listener in self.wanted.get("module", ()) if part is None else ():
            listener(tree, self.here)
        self.here.parents.append(tree)
        self.block(tree.body if part is None else [part])
        self.here.parents.pop()

    def visit(self, node: ast.AST) -> None:
        """Show a node to those who want it, then what is in it."""
        kind = node.__class__
        if kind in self._skipped:
            return
        here = self.here
        for listener in self._listeners.get(kind, ()):
            listener(node, here)
        if kind in LEAVES:
            return
        here.parents.append(node)
        walker = _WALKERS.get(kind)
        if walker is not None:
            walker(self, node)
        else:
            self.children(node)
        here.parents.pop()

    def children(self, node: ast.AST) -> None:
        """Visit the parts of a node."""
        skipped = self._skipped
        for field in PARTS[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                for item in value:
                    if item.__class__ not in skipped:
                        self.visit(item)
            elif value.__class__ not in skipped:
                self.visit(value)  # type: ignore[arg-type] # None and all that is no node are skipped

    def block(self, body: Sequence[ast.AST]) -> None:
        """Visit some nodes."""
        for node in body:
            self.visit(node)

    def arm(self, node: Any, body: Sequence[ast.AST], arm: int, kind: str) -> None:
        """Visit the nodes of one way through a compound statement."""
        here = self.here
        before = here.path
        here.path = (*before, Arm((node.lineno, node.col_offset), arm, kind))
        self.block(body)
        here.path = before


def _function(walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    walk.block(node.decorator_list)
    walk.visit(node.args)
    if node.returns is not None:
        walk.visit(node.returns)
    here = walk.here
    facts = here.function_at(node)
    scope, path = here.scope, here.path
    function = Function(facts, scope)
    outer_test = here.test
    here.scope, here.path = function.scope, ()
    if scope.function is None:
        _meet(walk, function, node)
    for listener in walk.wanted.get("function", ()):
        listener(node, here)
    walk.block(node.body)
    here.scope, here.path, here.test = scope, path, outer_test


def _meet(walk: Walk, function: Function, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """Show a test or a fixture to those who wait for one."""
    here = walk.here
    test = here.tests.test_of(function, here.configuration)
    fixture = None if test is not None else fixture_of(here.evaluator, function)
    if test is None and fixture is None:
        return
    function.scope.given = here.fixtures.giver(function, here.configuration)
    if test is not None:
        here.test = test
        for listener in walk.wanted.get("test", ()):
            listener(node, test, here)
    elif fixture is not None:
        for listener in walk.wanted.get("fixture", ()):
            listener(node, fixture, here)


def _class(walk: Walk, node: ast.ClassDef) -> None:
    walk.block(node.decorator_list)
    walk.block(node.bases)
    walk.block(node.keywords)
    here = walk.here
    scope, path = here.scope, here.path
    here.scope, here.path = scope.of_class(here.class_at(node)), ()
    walk.block(node.body)
    here.scope, here.path = scope, path


def _if(walk: Walk, node: ast.If) -> None:
    walk.visit(node.test)
    walk.arm(node, node.body, 0, "if")
    walk.arm(node, node.orelse, 1, "if")


def _while(walk: Walk, node: ast.While) -> None:
    walk.arm(node, [node.test, *node.body], 0, "loop")
    walk.arm(node, node.orelse, 1, "try")


def _for(walk: Walk, node: ast.For | ast.AsyncFor) -> None:
    walk.visit(node.iter)
    walk.arm(node, [node.target, *node.body], 0, "loop")
    walk.arm(node, node.orelse, 1, "try")


def _try(walk: Walk, node: Any) -> None:
    walk.arm(node, node.body, 0, "try")
    for number, handler in enumerate(node.handlers, 1):
        walk.arm(node, [handler], number, "try")
    walk.arm(node, node.orelse, 0, "try")
    walk.block(node.finalbody)


def _match(walk: Walk, node: Any) -> None:
    walk.visit(node.subject)
    for number, case in enumerate(node.cases):
        walk.arm(node, [case], number, "if")


def _comprehension(walk: Walk, node: ast.AST) -> None:
    here = walk.here
    before = here.path
    here.path = (*before, Arm((node.lineno, node.col_offset), 0, "inner"))  # type: ignore[attr-defined] # an expression
    walk.children(node)
    here.path = before


_WALKERS: dict[type, Callable[[Walk, Any], None]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.Try: _try,
    ast.Match: _match,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.Lambda: _comprehension,
}
if hasattr(ast, "TryStar"):
    _WALKERS[ast.TryStar] = _try
