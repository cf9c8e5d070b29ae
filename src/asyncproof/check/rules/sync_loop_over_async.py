"""Rule sync-loop-over-async: `for` and `with` get what only `async for` and `async with` can use."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import AsyncGenerator, Instance, Manager
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value

_WHOLE = frozenset(
    {"dict", "enumerate", "frozenset", "iter", "list", "next", "set", "sorted", "sum", "tuple"}
)
"""Builtins that go through what they are given."""


class SyncLoopOverAsync(Rule):
    """A plain `for` or `with` is given an async generator or an async context manager.

    ## What it does

    Finds `for row in rows():` where `rows` is an async generator or has `__aiter__` only, and `with
    session():` where `session` is made by `@asynccontextmanager` or has `__aenter__` only; also in
    comprehensions, and `list(rows())`.

    ## Why it is bad

    The line raises `TypeError` as soon as it runs, and nothing of the generator does. Where the test expects
    an error, it is content with this one.

    ## Example

    ```python bad title="test_rows.py"
    async def rows():
        yield 1


    async def test_there_is_a_row():
        found = [row for row in rows()]  # AP105
        assert found == [1]
    ```

    ## What to do instead

    ```python good title="test_rows.py"
    async def rows():
        yield 1


    async def test_there_is_a_row():
        found = [row async for row in rows()]
        assert found == [1]
    ```

    ## What it cannot see

    Objects of classes that have both kinds of methods, or whose class it does not know.
    """

    code = "AP105"
    name = "sync-loop-over-async"
    guide = "Async generators are iterated with async for, async context managers entered with async with."

    def on_For(self, node: ast.For, here: Here) -> None:
        """Look at what is iterated."""
        if _is_only_iterated_async(here.value(node.iter), here):
            self._report(node.iter, here, "for", _prefixed(node, here))

    def on_comprehension(self, node: ast.comprehension, here: Here) -> None:
        """Look at what is iterated."""
        if not node.is_async and _is_only_iterated_async(here.value(node.iter), here):
            self._report(node.iter, here, "for", None)

    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at what is entered."""
        for item in node.items:
            value = here.value(item.context_expr)
            if (isinstance(value, Manager) and value.is_async) or _is_only_async(value, here):
                fix = _prefixed(node, here) if len(node.items) == 1 else None
                self._report(item.context_expr, here, "with", fix)

    @only(called=_WHOLE)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a builtin goes through."""
        if not isinstance(node.func, ast.Name) or node.func.id not in _WHOLE or not node.args:
            return
        if (
            isinstance(here.value(node.args[0]), AsyncGenerator)
            and node.func.id not in here.module.scope.bindings
        ):
            self._report(node.args[0], here, f"{node.func.id}()", None)

    def _report(self, node: ast.expr, here: Here, statement: str, fix: Fix | None) -> None:
        if here.expects(node, "TypeError", "AttributeError"):
            return
        kind = "an async context manager" if statement == "with" else _kind(here.value(node))
        is_call = statement.endswith("()")
        here.report(
            self,
            node,
            f"`{ast.unparse(node)}` is {kind}: a plain `{statement}` fails",
            cure="gather its items by `[one async for one in ...]`"
            if is_call
            else f"write `async {statement}`",
            fix=fix,
        )


def _kind(value: Value) -> str:
    """Return what is iterated, as words."""
    return (
        f"a `{value.klass.facts.name}`, an async iterable"
        if isinstance(value, Instance)
        else "an async generator"
    )


def _is_only_iterated_async(value: Value, here: Here) -> bool:
    """Tell whether something can be iterated by `async for`, and certainly not by a plain `for`."""
    if isinstance(value, AsyncGenerator):
        return True
    if not isinstance(value, Instance) or not here.evaluator.lacks(value, "__iter__"):
        return False
    return here.evaluator.lacks(value, "__getitem__") and not here.evaluator.lacks(value, "__aiter__")


def _is_only_async(value: Value, here: Here) -> bool:
    """Tell whether an object can be entered by `async with`, and certainly not by a plain `with`."""
    if not isinstance(value, Instance) or not here.evaluator.lacks(value, "__enter__"):
        return False
    return not here.evaluator.lacks(value, "__aenter__") and not here.evaluator.lacks(value, "__aexit__")


def _prefixed(node: ast.stmt, here: Here) -> Fix | None:
    if not here.is_async:
        return None
    return Fix(
        "write async", (Edit(Span(node.lineno, node.col_offset, node.lineno, node.col_offset), "async "),)
    )
