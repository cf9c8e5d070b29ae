"""What a test makes in a statement of its own and never looks at again, read from its source."""

from __future__ import annotations

import ast
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from asyncproof.core.record import frozen
from asyncproof.guard.reading.source import function_of
from asyncproof.guard.reading.suspension import may_suspend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from asyncproof.guard.reading.source import Function

MAKERS = frozenset({"create_task", "ensure_future", "gather"})


@frozen
class Dropped:
    """A statement that makes tasks."""

    first: int
    last: int
    maker: str


def dropped_tasks(code: CodeType, namespace: dict[str, Any]) -> list[Dropped]:
    """Return the statements of an async function after which it neither awaits anything nor uses the task."""
    node = function_of(code)
    return list(_find(node, namespace)) if isinstance(node, ast.AsyncFunctionDef) else []


def _find(node: Function, namespace: dict[str, Any]) -> Iterator[Dropped]:
    used = _Used(node)
    for statement in node.body:
        call = getattr(statement, "value", None)
        if not isinstance(statement, ast.Expr | ast.Assign) or not isinstance(call, ast.Call):
            continue
        maker = _maker(call.func, namespace)
        if maker is None or not _makes_coroutines(call) or may_suspend(node, statement.lineno):
            continue
        if isinstance(statement, ast.Expr) or used.leaves_out(statement):
            yield Dropped(statement.lineno, statement.end_lineno or statement.lineno, maker)


def _maker(called: ast.expr, namespace: dict[str, Any]) -> str | None:
    """Return the name of asyncio's own function that is called."""
    asyncio = sys.modules.get("asyncio")
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        name = called.attr
        function = getattr(asyncio, name, None) if namespace.get(called.value.id) is asyncio else None
    elif isinstance(called, ast.Name):
        name = called.id
        function = namespace.get(name)
    else:
        return None
    is_own = name in MAKERS and function is not None and function is getattr(asyncio, name, None)
    return name if is_own and str(getattr(function, "__module__", "")).startswith("asyncio") else None


def _makes_coroutines(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Call) for argument in call.args)


def dropped_calls(node: Function) -> Iterator[ast.Call]:
    """Yield the calls whose result is dropped, asserted or shown; not where they may be meant to raise."""
    used = _Used(node)
    todo: list[ast.AST] = list(node.body)
    while todo:
        one = todo.pop()
        if isinstance(one, ast.With | ast.AsyncWith | ast.Try | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        todo += ast.iter_child_nodes(one)
        value: ast.AST | None = None
        if isinstance(one, ast.Expr | ast.FormattedValue):
            value = one.value
        elif isinstance(one, ast.Assert | ast.If | ast.While | ast.IfExp):
            value = one.test
        elif (
            isinstance(one, ast.Assign)
            and isinstance(one.value, ast.Call | ast.UnaryOp)
            and used.leaves_out(one)
        ):
            value = one.value
        if isinstance(value, ast.UnaryOp):
            value = value.operand
        if isinstance(value, ast.Call):
            yield value


class _Used:
    """Which names a function uses, other than for assertions about them."""

    def __init__(self, node: Function) -> None:
        self._node = node

    def leaves_out(self, statement: ast.Assign) -> bool:
        """Say whether the one name that is assigned is never used, but for assertions about it."""
        targets = statement.targets
        return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id not in self._names

    @cached_property
    def _names(self) -> set[str]:
        nodes = list(ast.walk(self._node))
        asserted = {id(one) for node in nodes if isinstance(node, ast.Assert) for one in _asked(node.test)}
        return {
            one.id
            for one in nodes
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and id(one) not in asserted
        }


def _asked(test: ast.expr) -> Iterator[ast.expr]:
    """Yield that of which an assertion only asks whether it is there, true or done."""
    if isinstance(test, ast.UnaryOp):
        yield from _asked(test.operand)
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Is | ast.IsNot):
        yield test.left
    elif isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute):
        if test.func.attr in {"done", "cancelled"}:
            yield test.func.value
    else:
        yield test
