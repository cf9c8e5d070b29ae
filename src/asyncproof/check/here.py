"""Where a rule is looking: the node's surroundings, and what names and expressions mean there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.expecting import expects
from asyncproof.check.facts import Arm, ClassFacts, FunctionFacts, term_of
from asyncproof.check.facts.nodes import FUNCTIONS
from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.facts.scope import Scope as Gathering
from asyncproof.check.hit import Confidence, Fix, Hit, Related, Span
from asyncproof.check.linking import (
    UNKNOWN,
    AsyncGenerator,
    ClassValue,
    Coroutine,
    Foreign,
    Function,
    Manager,
    MockValue,
    ModuleValue,
)
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.naming import name_of
from asyncproof.check.pytesting.closure import Closures
from asyncproof.check.pytesting.preparing import Preparing
from asyncproof.check.replacing import called_in, is_handed_on, names_in, replaced_in, root_of
from asyncproof.check.worth import Worth

if TYPE_CHECKING:
    from asyncproof.check.facts import Path, Position
    from asyncproof.check.linking import Evaluator, Module, Scope, Value
    from asyncproof.check.naming import Named
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.fixtures import Fixtures
    from asyncproof.check.pytesting.tests import Test, Tests
    from asyncproof.check.rule import Rule
    from asyncproof.core import Severity

Node = ast.expr | ast.stmt | ast.arg | ast.excepthandler | ast.keyword

_MAKERS = (ClassValue, Foreign, ModuleValue)
"""What a call that makes a mock begins with."""


class Here:
    """What a rule may ask while the engine walks over a file."""

    def __init__(
        self,
        module: Module,
        evaluator: Evaluator,
        fixtures: Fixtures,
        tests: Tests,
        configuration: Configuration,
    ) -> None:
        """Begin at the top of a module."""
        self.module = module
        self.shown_path = module.facts.path
        """The file as the user has named it."""
        self.evaluator = evaluator
        self.fixtures = fixtures
        self.tests = tests
        self.configuration = configuration
        self.closures = Closures(evaluator, fixtures, configuration)
        """What a test takes with it, through fixtures of fixtures."""
        self._preparing = Preparing(evaluator, self.closures)
        self.test: Test | None = None
        """The test that the present node is in."""
        self.hits: list[Hit] = []
        self.parents: list[ast.AST] = []
        """The nodes around the one that is looked at, outermost first."""
        self.known: dict[object, Any] = {}
        """What rules have found out of this file for one another, by names and nodes of its tree."""
        self._worth = Worth(evaluator)
        self._functions: dict[Scope, Function] = {}
        self._names: dict[ast.expr, tuple[Scope, str | None]] = {}
        self.scope: Scope = module.scope
        self.path: Path = ()
        """The way through compound statements, in the innermost function."""

    # -- surroundings --

    @property
    def parent(self) -> ast.AST | None:
        """The node that the present one is a part of."""
        return self.parents[-1] if self.parents else None

    @property
    def outermost(self) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The outermost function around, as a node."""
        for node in self.parents:
            if isinstance(node, FUNCTIONS):
                return node
        return None

    @property
    def function(self) -> Function | None:
        """The innermost function around, if the present node is in its body."""
        scope = self.scope
        if scope.function is None or scope.outer is None:
            return None
        known = self._functions.get(scope)
        if known is None:
            known = self._functions[scope] = Function(scope.function, scope.outer)
        return known

    @property
    def is_async(self) -> bool:
        """Whether the present node runs in the body of an async function."""
        return self.scope.function is not None and self.scope.function.is_async

    def function_at(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> FunctionFacts:
        """Return the facts of a function that is defined in the present scope."""
        found = self._defined_at(node.name, node)
        return found if isinstance(found, FunctionFacts) else Gathering("").function(node, None)

    def class_at(self, node: ast.ClassDef) -> ClassFacts:
        """Return the facts of a class that is defined in the present scope."""
        found = self._defined_at(node.name, node)
        if isinstance(found, ClassFacts):
            return found
        return Gathering("").class_of(node)

    def _defined_at(self, name: str, node: ast.stmt) -> object:
        for binding in self.scope.bindings.get(name, ()):
            if binding.at == (node.lineno, node.col_offset):
                return binding.value
        return None

    def statement(self) -> ast.stmt | None:
        """Return the statement that the present node is a part of."""
        return next((node for node in reversed(self.parents) if isinstance(node, ast.stmt)), None)

    # -- meaning --

    def value(self, node: ast.expr) -> Value:
        """Return what an expression is worth here."""
        value = self.written(node)
        source = value.source if isinstance(value, (Coroutine, AsyncGenerator, Manager)) else None
        if source is not None and self._is_replaced(node, source):
            return UNKNOWN
        is_made = isinstance(value, MockValue) or (isinstance(value, Coroutine) and value.by_mock)
        return UNKNOWN if is_made and self._is_handed_on(node) else value

    def may_be(self, node: ast.expr, *kinds: type[Value]) -> bool:
        """Tell whether `value` may return one of such values: a cheap question to be asked before it."""
        return isinstance(self._worth.of(node, self.scope, self.path), kinds)

    def written(self, node: ast.expr) -> Value:
        """Return what an expression is worth if nobody has changed a part of it; worked out once."""
        return self._worth.of(node, self.scope, self.path)

    def replaced(self) -> frozenset[str]:
        """Return the last names of all that is replaced here, by the function around or before it runs."""
        function = self.outermost
        if function is None:
            return self._replaced()
        key = "replaced", function, self.scope
        if key not in self.known:
            self.known[key] = self._replaced()
        found: frozenset[str] = self.known[key]
        return found

    def _replaced(self) -> frozenset[str]:
        scope, function = self.scope, None
        while scope.outer is not None:
            function = scope if scope.function is not None else function
            scope = scope.outer
        found = replaced_in(self.parents)
        if function is None or function.function is None or function.outer is None:
            return found
        marks = self.test.marks if self.test is not None else ()
        outermost = Function(function.function, function.outer)
        return found | self._preparing.replaced_for(outermost, marks, called_in(self.parents))

    def _is_replaced(self, node: ast.expr, source: Function) -> bool:
        """Tell whether what an expression calls may be another function than the one that is defined."""
        replaced = self.replaced()
        own = source.facts.qualname.split(".")
        way = list(names_in(node))
        root = root_of(node)
        if root is not None and parameter_named(self.scope.function, root) is not None:
            way.pop()  # what a function is given is no attribute of anything that was set elsewhere
        names = {*own, f"self.{own[-1]}", *way}
        return ANYTHING in replaced or not replaced.isdisjoint(names)

    def expects(self, node: ast.AST, *names: str) -> bool:
        """Tell whether an error or warning of one of these names is expected here: then it is no mistake."""
        return expects(self.parents, node, frozenset(names))

    def _is_handed_on(self, node: ast.expr) -> bool:
        """Tell whether the mock that an expression begins with is given to somebody who may change it."""
        root = root_of(node)
        if root is None or isinstance(self.evaluator.name(root, self.scope), _MAKERS):
            return False
        return is_handed_on(root, self.parents) or self.is_told_by_fixture(root)

    def is_told_by_fixture(self, name: str) -> bool:
        """Tell whether another fixture of the test around sets something of what a parameter is given."""
        if self.test is None:
            return False
        return name in self._preparing.told_for(self.test.function, self.test.marks)

    def value_inside(self, comprehension: ast.expr, node: ast.expr) -> Value:
        """Return what an expression is worth in a comprehension that stands here."""
        before = self.path
        self.path = (*before, Arm(_begin(comprehension), 0, "inner"))
        try:
            return self.value(node)
        finally:
            self.path = before

    def full_name(self, node: ast.expr) -> str | None:
        """Return the full name of what an expression or the function of a call names: `asyncio.sleep`."""
        known = self._names.get(node)
        if known is None or known[0] is not self.scope:
            found = self.evaluator.full_name(term_of(node), self.scope)
            known = self._names[node] = self.scope, found
        return known[1]

    def called(self, module: str, attribute: str) -> Named | None:
        """Return what `module.attribute` is called here and the imports it needs, for the text of a fix.

        None where that can't be told: then there is no fix.
        """
        return name_of(self.evaluator, self.scope, module, attribute)

    # -- telling --

    def report(
        self,
        rule: Rule,
        node: Node,
        message: str,
        *,
        cure: str,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        confidence: Confidence | None = None,
    ) -> None:
        """Say that a rule has found something."""
        self.hits.append(
            Hit(
                rule.name,
                self.shown_path,
                Span.of(node),
                message,
                cure,
                severity or rule.severity,
                confidence or rule.confidence,
                related,
                fix,
            )
        )

    def defined(self, function: Function, text: str) -> Related:
        """Return the place where a function is defined, to be shown beside a hit."""
        line, column = function.facts.at
        return Related(function.path, Span(line, column, line, column), text)

    def defined_async(self, function: Function | None) -> tuple[Related, ...]:
        """Return where an async function is defined, if that is known, to be shown beside a hit."""
        return () if function is None else (self.defined(function, "defined here, as async"),)


def _begin(node: ast.expr) -> Position:
    return node.lineno, node.col_offset
