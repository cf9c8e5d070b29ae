"""Rule sync-loop-over-async: `for` and `with` get what only `async for` and `async with` can use."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import AsyncGenerator, Manager
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class SyncLoopOverAsync(Rule):
    """A plain `for` or `with` is given an async generator or an async context manager.

    ## What it does

    Finds `for row in rows():` where `rows` is an async generator, and `with session():` where `session` is
    made by `@asynccontextmanager`; also in comprehensions.

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
        if isinstance(here.value(node.iter), AsyncGenerator):
            self._report(node.iter, here, "for", _prefixed(node, here))

    def on_comprehension(self, node: ast.comprehension, here: Here) -> None:
        """Look at what is iterated."""
        if not node.is_async and isinstance(here.value(node.iter), AsyncGenerator):
            self._report(node.iter, here, "for", None)

    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at what is entered."""
        for item in node.items:
            value = here.value(item.context_expr)
            if isinstance(value, Manager) and value.is_async:
                fix = _prefixed(node, here) if len(node.items) == 1 else None
                self._report(item.context_expr, here, "with", fix)

    def _report(self, node: ast.expr, here: Here, statement: str, fix: Fix | None) -> None:
        if here.expects(node, "TypeError", "AttributeError"):
            return
        kind = "an async generator" if statement == "for" else "an async context manager"
        here.report(
            self,
            node,
            f"`{ast.unparse(node)}` is {kind}: a plain `{statement}` fails",
            cure=f"write `async {statement}`",
            fix=fix,
        )


def _prefixed(node: ast.stmt, here: Here) -> Fix | None:
    if not here.is_async:
        return None
    return Fix(
        "write async", (Edit(Span(node.lineno, node.col_offset, node.lineno, node.col_offset), "async "),)
    )
