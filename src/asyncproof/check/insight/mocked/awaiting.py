"""Whether the code that a test calls awaits a function that the test replaces."""

from __future__ import annotations

import ast
from enum import IntEnum
from typing import TYPE_CHECKING

from asyncproof.check.expecting import is_meant_to_fail
from asyncproof.check.facts import term_of
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.facts.term import Attribute, Name
from asyncproof.check.insight.mocked.made import outermost
from asyncproof.check.linking import Function, FunctionValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.facts import Term, Use
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Scope

    Wanted = tuple[str, Function | None]

_FARTHEST = 3
_COUNTS = frozenset({"call_count", "await_count"})
_NEVER = frozenset({"assert_not_called", "assert_not_awaited"})


class Evidence(IntEnum):
    """How sure it is that a function is awaited."""

    NONE = 0
    LIKELY = 1
    """A function that the test calls awaits something of this name, or does so in some cases."""
    CERTAIN = 2
    """A function that the test calls awaits it each time."""


def evidence(here: Here, name: str, function: Function | None) -> Evidence:
    """Return how sure it is that what a test runs awaits a function of this name, and plainly."""
    test = outermost(here)
    if test is None or any(map(_says_never, nodes_in(test))):
        return Evidence.NONE
    scope = _scope_of(here, test)
    wanted = name, function
    found = [_in(here, called, wanted, _FARTHEST, set()) for called in _called_by(here, test, scope)]
    if scope.function is not None and scope.outer is not None:
        found.append(_in(here, Function(scope.function, scope.outer), wanted, 1, set()))
    return max(found, default=Evidence.NONE)


def _says_never(node: ast.AST) -> bool:
    """Tell whether an expression says of a mock that nobody has called it."""
    if isinstance(node, ast.Compare):
        zero = node.comparators[0]
        is_count = isinstance(node.left, ast.Attribute) and node.left.attr in _COUNTS
        return is_count and isinstance(zero, ast.Constant) and zero.value == 0
    return isinstance(node, ast.Attribute) and node.attr in _NEVER


def _scope_of(here: Here, test: ast.FunctionDef | ast.AsyncFunctionDef) -> Scope:
    """Return the scope of the body of the outermost function around, also for one of its decorators."""
    scope, inner = here.scope, None
    while scope.outer is not None and scope.class_facts is None:
        scope, inner = scope.outer, scope
    return inner if inner is not None else scope.of_function(here.function_at(test))


def _called_by(here: Here, test: ast.AST, scope: Scope) -> Iterator[Function]:
    """Yield the functions that a test calls; what is to fail may do so before it comes to any `await`."""
    for node, above in _walked(test, []):
        if isinstance(node, ast.Call) and not is_meant_to_fail(above, node):
            value = here.evaluator.value(term_of(node.func), scope, (node.lineno, node.col_offset))
            if isinstance(value, FunctionValue) and value.function.home.module.is_own:
                yield value.function


def _walked(node: ast.AST, above: list[ast.AST]) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    for child in ast.iter_child_nodes(node):
        yield child, above
        yield from _walked(child, [*above, child])


def _in(here: Here, called: Function, wanted: Wanted, depth: int, seen: set[Function]) -> Evidence:
    """Return how sure it is that a function awaits another one, by itself or by what it awaits."""
    if called in seen or not depth or ANYTHING in called.facts.asks:
        return Evidence.NONE
    seen.add(called)
    name, function = wanted
    found = Evidence.NONE
    for use in called.facts.uses:
        if use.kind != "await" or not use.is_called:
            continue
        inner = _means(here, use, called)
        is_another = None not in (inner, function) and inner != function
        if use.name.rpartition(".")[2] == name and not is_another:
            is_it = function is not None and inner == function
            found = max(found, Evidence.CERTAIN if is_it and use.is_certain else Evidence.LIKELY)
            continue
        if inner is not None and inner.home.module.is_own:
            deeper = _in(here, inner, wanted, depth - 1, seen)
            found = max(found, deeper if use.is_certain else min(deeper, Evidence.LIKELY))
    return found


def _means(here: Here, use: Use, called: Function) -> Function | None:
    """Return the function that a name means in the body of another one."""
    first, *rest = use.name.split(".")
    term: Term = Name(first)
    for one in rest:
        term = Attribute(term, one)
    value = here.evaluator.value(term, called.scope, use.at, use.path)
    return value.function if isinstance(value, FunctionValue) else None
