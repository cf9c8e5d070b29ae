"""The one walk over a file: keeps track of scopes and ways, and shows each node to the rules that want it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import Arm
from asyncproof.check.facts.parts import LEAVES, PARTS
from asyncproof.check.facts.term import Imported
from asyncproof.check.linking import Function
from asyncproof.check.narrowing import ByWord, Listeners
from asyncproof.check.pytesting.fixtures import fixture_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from asyncproof.check.here import Here
    from asyncproof.check.linking import Module
    from asyncproof.check.rule import Rule


def wanted_by(rules: Iterable[Rule]) -> Listeners:
    """Return the methods of rules by the class of node that they want to see."""
    found: dict[str, list[Callable[..., None]]] = {}
    for rule in rules:
        for name in rule.wants():
            found.setdefault(name, []).append(getattr(rule, f"on_{name}"))
    return Listeners(found)


class Walk:
    """Walks over the tree of a module."""

    def __init__(self, here: Here, wanted: Listeners) -> None:
        """Show what is *wanted*."""
        self.here = here
        self.wanted = wanted
        self.skipped = LEAVES - wanted.kinds.keys()
        """What nobody wants to see, and has no parts."""
        self.of_keywords = frozenset() if ast.keyword in wanted.kinds else self.skipped
        """What keywords hold that nobody has to see."""
        self._aliases = _aliases_in(here.module)
        self._listeners: dict[type, tuple[Callable[..., None], ...] | ByWord] = {}
        self.enter()

    def enter(self) -> None:
        """Take who listens in the scope where the walk is now."""
        here = self.here
        self._listeners = self.wanted.at(in_test=here.test is not None, in_async=here.is_async)

    def run(self, tree: ast.Module, part: ast.stmt | None = None) -> None:
        """Visit all nodes, or those of one statement of the module."""
        for listener in self.wanted.to("module") if part is None else ():
            listener(tree, self.here)
        self.here.parents.append(tree)
        self.block(tree.body if part is None else [part])
        self.here.parents.pop()

    def visit(self, node: ast.AST) -> None:
        """Show a node to those who want it, then what is in it."""
        kind = node.__class__
        if kind in self.skipped:
            return
        listeners = self._listeners.get(kind)
        if listeners is not None:
            here = self.here
            who = listeners if isinstance(listeners, tuple) else listeners.of(node, self._aliases)
            for listener in who:
                listener(node, here)
        parents = self.here.parents
        parents.append(node)
        walker = _WALKERS.get(kind)
        if walker is not None:
            walker(self, node)
        else:
            self.children(node)
        parents.pop()

    def children(self, node: ast.AST) -> None:
        """Visit the parts of a node."""
        skipped, visit = self.skipped, self.visit
        for field in PARTS[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                for item in value:
                    if item.__class__ not in skipped:
                        visit(item)
            elif value.__class__ not in skipped:
                visit(value)  # type: ignore[arg-type] # None and all that is no node are skipped

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


def _aliases_in(module: Module) -> dict[str, str]:
    """Return the names under which a module imports others, at its top."""
    return {
        name: binding.value.name
        for name, bindings in module.facts.bindings.items()
        for binding in reversed(bindings)
        if binding.value.__class__ is Imported and binding.value.name not in {None, name}
    }


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
    walk.enter()
    for listener in walk.wanted.to("function"):
        listener(node, here)
    walk.block(node.body)
    here.scope, here.path, here.test = scope, path, outer_test
    walk.enter()


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
        for listener in walk.wanted.to("test"):
            listener(node, test, here)
    elif fixture is not None:
        for listener in walk.wanted.to("fixture"):
            listener(node, fixture, here)


def _class(walk: Walk, node: ast.ClassDef) -> None:
    walk.block(node.decorator_list)
    walk.block(node.bases)
    walk.block(node.keywords)
    here = walk.here
    scope, path = here.scope, here.path
    here.scope, here.path = scope.of_class(here.class_at(node)), ()
    walk.enter()
    walk.block(node.body)
    here.scope, here.path = scope, path
    walk.enter()


def _value(walk: Walk, node: Any) -> None:
    """Visit the only part of a node."""
    if node.value.__class__ not in walk.skipped:
        walk.visit(node.value)


def _call(walk: Walk, node: ast.Call) -> None:
    skipped, visit = walk.skipped, walk.visit
    if node.func.__class__ not in skipped:
        visit(node.func)
    for one in node.args:
        if one.__class__ not in skipped:
            visit(one)
    for keyword in node.keywords:
        if keyword.value.__class__ not in walk.of_keywords:
            visit(keyword)


def _assign(walk: Walk, node: ast.Assign) -> None:
    skipped, visit = walk.skipped, walk.visit
    for target in node.targets:
        if target.__class__ not in skipped:
            visit(target)
    if node.value.__class__ not in skipped:
        visit(node.value)


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
    **dict.fromkeys((ast.Attribute, ast.Expr, ast.Await, ast.keyword), _value),
    ast.Call: _call,
    ast.Assign: _assign,
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
