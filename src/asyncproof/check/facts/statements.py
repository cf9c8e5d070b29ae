"""One reader for each kind of statement that binds names, or that says what a function does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.check.facts.expressions import Binder
from asyncproof.check.facts.facts import Giving
from asyncproof.check.facts.flow import Arm
from asyncproof.check.facts.nodes import at_of, end_of
from asyncproof.check.facts.term import OPAQUE, Entered, Imported, Item, term_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asyncproof.check.facts.flow import Path


class Reading(Binder, Protocol):
    """The scope whose statements are read."""

    stars: list[tuple[str, int]]
    returns: list[Giving]

    def read(self, body: Iterable[ast.stmt], path: Path) -> None:
        """Read the statements of a block."""

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> None:
        """Read a function."""

    def define_class(self, node: ast.ClassDef, path: Path) -> None:
        """Read a class."""


def _read_assign(scope: Reading, node: ast.Assign, path: Path) -> None:
    scope.look_into(node.value, path)
    term = term_of(node.value)
    for target in node.targets:
        scope.bind_target(target, term, path, at=end_of(node))


def _read_annotated(scope: Reading, node: ast.AnnAssign, path: Path) -> None:
    scope.look_into(node.value, path)
    value = term_of(node.value) if node.value is not None else OPAQUE
    scope.bind_target(node.target, value, path, term_of(node.annotation), at=end_of(node))


def _read_augmented(scope: Reading, node: ast.AugAssign, path: Path) -> None:
    scope.look_into(node.value, path)
    scope.bind_target(node.target, OPAQUE, path, at=end_of(node))


def _read_if(scope: Reading, node: ast.If, path: Path) -> None:
    scope.look_into(node.test, path)
    scope.read(node.body, (*path, Arm(at_of(node), 0, "if")))
    scope.read(node.orelse, (*path, Arm(at_of(node), 1, "if")))


def _read_while(scope: Reading, node: ast.While, path: Path) -> None:
    inner = (*path, Arm(at_of(node), 0, "loop"))
    scope.look_into(node.test, inner)
    scope.read(node.body, inner)
    scope.read(node.orelse, (*path, Arm(at_of(node), 1, "try")))


def _read_for(scope: Reading, node: ast.For | ast.AsyncFor, path: Path) -> None:
    scope.look_into(node.iter, path)
    if isinstance(node, ast.AsyncFor):
        scope.doing.use("async for", node.iter, path)
    inner = (*path, Arm(at_of(node), 0, "loop"))
    scope.bind_target(node.target, Item(term_of(node.iter), isinstance(node, ast.AsyncFor)), inner)
    scope.read(node.body, inner)
    scope.read(node.orelse, (*path, Arm(at_of(node), 1, "try")))


def _read_with(scope: Reading, node: ast.With | ast.AsyncWith, path: Path) -> None:
    is_async = isinstance(node, ast.AsyncWith)
    for item in node.items:
        scope.look_into(item.context_expr, path)
        if is_async:
            scope.doing.use("async with", item.context_expr, path)
        if item.optional_vars is not None:
            scope.bind_target(item.optional_vars, Entered(term_of(item.context_expr), is_async), path)
    scope.read(node.body, path)


def _read_try(scope: Reading, node: Any, path: Path) -> None:
    scope.read(node.body, (*path, Arm(at_of(node), 0, "try")))
    for number, handler in enumerate(node.handlers, 1):
        arm = (*path, Arm(at_of(node), number, "try"))
        if handler.name:
            scope.bind(handler.name, OPAQUE, at_of(handler), arm)
        scope.read(handler.body, arm)
    scope.read(node.orelse, (*path, Arm(at_of(node), 0, "try")))
    scope.read(node.finalbody, path)


def _read_match(scope: Reading, node: Any, path: Path) -> None:
    scope.look_into(node.subject, path)
    for number, case in enumerate(node.cases):
        arm = (*path, Arm(at_of(node), number, "if"))
        for pattern in ast.walk(case.pattern):
            name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
            if isinstance(name, str):
                scope.bind(name, OPAQUE, at_of(case.pattern), arm)
        scope.read(case.body, arm)


def _read_return(scope: Reading, node: ast.Return, path: Path) -> None:
    scope.look_into(node.value, path)
    scope.doing.leave(path)
    if node.value is not None:
        scope.returns.append(Giving(term_of(node.value), at_of(node), path))


def _read_expression(scope: Reading, node: ast.Expr, path: Path) -> None:
    if isinstance(node.value, ast.Call):
        scope.doing.use("drop", node.value, path)
    scope.look_into(node.value, path)


def _read_assert(scope: Reading, node: ast.Assert, path: Path) -> None:
    scope.look_into(node.test, path)


def _read_raise(scope: Reading, node: ast.Raise, path: Path) -> None:
    scope.look_into(node.exc, path)
    scope.doing.leave(path, raises=True)


def _read_import(scope: Reading, node: ast.Import, path: Path) -> None:
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        scope.bind(name, Imported(alias.name if alias.asname else name, None, 0), at_of(node), path)


def _read_import_from(scope: Reading, node: ast.ImportFrom, path: Path) -> None:
    for alias in node.names:
        if alias.name == "*":
            scope.stars.append((node.module or "", node.level))
        else:
            value = Imported(node.module or "", alias.name, node.level)
            scope.bind(alias.asname or alias.name, value, at_of(node), path)


def _read_delete(scope: Reading, node: ast.Delete, path: Path) -> None:
    for target in node.targets:
        scope.bind_target(target, OPAQUE, path)


READERS: dict[type, Callable[[Reading, Any, Path], None]] = {
    ast.Assign: _read_assign,
    ast.AnnAssign: _read_annotated,
    ast.AugAssign: _read_augmented,
    ast.If: _read_if,
    ast.While: _read_while,
    ast.For: _read_for,
    ast.AsyncFor: _read_for,
    ast.With: _read_with,
    ast.AsyncWith: _read_with,
    ast.Try: _read_try,
    ast.Return: _read_return,
    ast.Expr: _read_expression,
    ast.Assert: _read_assert,
    ast.Raise: _read_raise,
    ast.Import: _read_import,
    ast.ImportFrom: _read_import_from,
    ast.Delete: _read_delete,
    ast.FunctionDef: lambda scope, node, path: scope.define(node, path),
    ast.AsyncFunctionDef: lambda scope, node, path: scope.define(node, path),
    ast.ClassDef: lambda scope, node, path: scope.define_class(node, path),
    ast.Match: _read_match,
}
if hasattr(ast, "TryStar"):
    READERS[ast.TryStar] = _read_try
