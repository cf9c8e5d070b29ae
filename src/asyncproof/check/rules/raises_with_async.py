"""Rule raises-with-async: an async function is handed to something that expects its call to raise."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.awaiting import in_async
from asyncproof.check.linking import FunctionValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_FUNCTIONS = frozenset(("pytest.raises", "pytest.warns", "pytest.deprecated_call"))
_METHODS = frozenset(("assertRaises", "assertRaisesRegex", "assertWarns", "assertWarnsRegex"))


class RaisesWithAsync(Rule):
    """An async function is handed to `raises` or `assertRaises`, which calls it and never awaits.

    ## What it does

    Finds `pytest.raises(ValueError, work)` and `self.assertRaises(ValueError, work)` where `work` is an async
    function.

    ## Why it is bad

    The call makes a coroutine and raises nothing: the assertion fails although the function would raise, and
    if the test expects that failure it passes although the function never ran.

    ## Example

    ```python bad title="test_order.py"
    import pytest


    async def order(count):
        if count < 1:
            raise ValueError(count)


    async def test_nothing_cant_be_ordered():
        pytest.raises(ValueError, order, 0)  # AP108
    ```

    ## What to do instead

    ```python good title="test_order.py"
    import pytest


    async def order(count):
        if count < 1:
            raise ValueError(count)


    async def test_nothing_cant_be_ordered():
        with pytest.raises(ValueError):
            await order(0)
    ```

    ## What it cannot see

    Functions of which it is not certain that they are async, as those behind decorators of strangers.
    """

    code = "AP108"
    name = "raises-with-async"
    guide = "An expected error is awaited inside of the with block."

    @only(called=(*_METHODS, "raises", "warns", "deprecated_call"))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what is expected to raise."""
        name = last_name(node.func)
        number = 2 if name.endswith("Regex") else 1
        if len(node.args) <= number or not self._expects(node, name, here):
            return
        value = here.value(node.args[number])
        if isinstance(value, FunctionValue) and value.function.facts.is_async:
            here.report(
                self,
                node,
                f"`{name}` calls `{ast.unparse(node.args[number])}` and never awaits it: nothing is raised",
                cure=f"write `with {ast.unparse(node.func)}(...):`, and await the call inside",
                related=here.defined_async(value.function),
                fix=_unfolded(node, number, here),
            )

    def _expects(self, node: ast.Call, name: str, here: Here) -> bool:
        if name in _METHODS:
            return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self"
        return name in {"raises", "warns", "deprecated_call"} and here.full_name(node) in _FUNCTIONS


def _unfolded(node: ast.Call, number: int, here: Here) -> Fix | None:
    """Return the fix that makes a block of the call: what comes before the function stays with the `with`."""
    if not isinstance(here.parent, ast.Expr):
        return None
    whole, before, function = Span.of(node), Span.of(node.args[number - 1]), Span.of(node.args[number])
    rest = [*map(Span.of, node.args[number + 1 :]), *map(Span.of, node.keywords)]
    last = min(rest)[:2] if rest else (whole.end_line, whole.end_column - 1)
    indent = " " * (here.parent.col_offset + 4)
    edits = (
        Edit(Span(whole.line, whole.column, whole.line, whole.column), "with "),
        Edit(Span(before.end_line, before.end_column, *function[:2]), f"):\n{indent}await "),
        Edit(Span(function.end_line, function.end_column, *last), "("),
    )
    return in_async("await the call in a block", edits, here)
