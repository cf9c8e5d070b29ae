"""One reader for each kind of expression that binds names or yields; true where it has seen all of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.check.facts.facts import Giving
from asyncproof.check.facts.flow import Arm
from asyncproof.check.facts.nodes import arguments_of, at_of
from asyncproof.check.facts.term import OPAQUE, Item, term_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts.doing import Doing
    from asyncproof.check.facts.flow import Path, Position
    from asyncproof.check.facts.term import Term


class Binder(Protocol):
    """The scope that is being read."""

    doing: Doing

    def bind(self, name: str, value: Any, at: Position, path: Path, annotation: Term | None = None) -> None:
        """Note a binding."""

    def bind_target(
        self,
        target: ast.expr,
        value: Term,
        path: Path,
        annotation: Term | None = None,
        at: Position | None = None,
    ) -> None:
        """Note what an assignment binds."""

    def look_into(self, node: ast.expr | None, path: Path) -> None:
        """Find what an expression binds or yields."""

    def give(self, giving: Giving | None) -> None:
        """Note a `yield`, None for one whose items come from elsewhere."""


def _read_yield(scope: Binder, node: ast.Yield | ast.YieldFrom, path: Path) -> bool:
    scope.give(Giving(term_of(node.value), at_of(node), path) if isinstance(node, ast.Yield) else None)
    return False


def _read_named(scope: Binder, node: ast.NamedExpr, path: Path) -> bool:
    scope.bind(node.target.id, term_of(node.value), at_of(node), path)
    return False


def _read_lambda(scope: Binder, node: ast.Lambda, path: Path) -> bool:
    inner = (*path, Arm(at_of(node), 0, "inner"))
    for argument in arguments_of(node.args):
        scope.bind(argument.arg, OPAQUE, at_of(node), inner)
    return True


def _read_comprehension(scope: Binder, node: Any, path: Path) -> bool:
    inner = (*path, Arm(at_of(node), 0, "inner"))
    for generator in node.generators:
        item = Item(term_of(generator.iter), bool(generator.is_async))
        scope.look_into(generator.iter, path)
        scope.bind_target(generator.target, item, inner, at=at_of(node))
        for test in generator.ifs:
            scope.look_into(test, inner)
    for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
        scope.look_into(part, inner)
    return True


def _read_await(scope: Binder, node: ast.Await, path: Path) -> bool:
    scope.doing.use("await", node.value, path)
    return False


def _read_choice(scope: Binder, node: ast.IfExp, path: Path) -> bool:
    scope.look_into(node.test, path)
    scope.look_into(node.body, (*path, Arm(at_of(node), 0, "maybe")))
    scope.look_into(node.orelse, (*path, Arm(at_of(node), 1, "maybe")))
    return True


def _read_logic(scope: Binder, node: ast.BoolOp, path: Path) -> bool:
    scope.look_into(node.values[0], path)
    for value in node.values[1:]:
        scope.look_into(value, (*path, Arm(at_of(node), 0, "maybe")))
    return True


EXPRESSIONS: dict[type, Callable[[Binder, Any, Path], bool]] = {
    ast.Yield: _read_yield,
    ast.YieldFrom: _read_yield,
    ast.NamedExpr: _read_named,
    ast.Lambda: _read_lambda,
    ast.Await: _read_await,
    ast.IfExp: _read_choice,
    ast.BoolOp: _read_logic,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp), _read_comprehension),
}
