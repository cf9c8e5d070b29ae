"""Rule waited-coroutines: `asyncio.wait` is given coroutines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import expects
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.uses import around_of, uses_in
from asyncproof.check.linking import Coroutine, Items, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value

_ERRORS = frozenset(("TypeError", "DeprecationWarning", "Exception"))


class WaitedCoroutines(Rule):
    """`asyncio.wait` is given coroutines, and takes tasks and futures only.

    ## What it does

    Finds coroutines in the list, set or comprehension that is handed to `asyncio.wait`.

    ## Why it is bad

    Since Python 3.11 it raises: `TypeError: Passing coroutines is forbidden, use tasks explicitly.` Before,
    it made tasks of them that nobody had a name for, so that `if task in done` was never true.

    ## Example

    ```python bad title="test_orders.py"
    import asyncio


    async def order(thing):
        return thing


    async def test_both_orders_are_done():
        done, _ = await asyncio.wait([order("pen"), order("ink")])  # AP605
        assert len(done) == 2
    ```

    ## What to do instead

    ```python good title="test_orders.py"
    import asyncio


    async def order(thing):
        return thing


    async def test_both_orders_are_done():
        orders = await asyncio.gather(order("pen"), order("ink"))
        assert orders == ["pen", "ink"]
    ```

    ## What it cannot see

    Lists that are made elsewhere, or handed to others to be filled.
    """

    code = "AP605"
    name = "waited-coroutines"
    guide = "`asyncio.wait` waits for tasks."

    @only(called=("wait",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        found = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "fs")]
        if last_name(node.func) != "wait" or not found:
            return
        given = found[0]
        if here.full_name(node) not in {"asyncio.wait", "asyncio.tasks.wait"}:
            return
        written = any(_is_coroutine(item, given, here) for item in _items(given))
        if not written and not _has_name(given, here):
            return
        if expects(here.parents, node, _ERRORS):
            return
        here.report(
            self,
            node,
            "`asyncio.wait` is given coroutines, and raises a `TypeError`: it takes tasks only",
            cure="use `asyncio.gather`, or make a task of each",
        )


def _items(node: ast.expr) -> Iterable[ast.expr]:
    """Return the expressions of what is in a list, set or comprehension."""
    if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        return node.elts
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        return [node.elt]
    return ()


def _has_name(node: ast.expr, here: Here) -> bool:
    """Tell whether a list of coroutines is given by its name, in whose places nothing else is put."""
    value = here.value(node) if isinstance(node, ast.Name) else None
    items: tuple[Value | None, ...] = value.items if isinstance(value, Items) else ()
    items = (value.item,) if isinstance(value, Plain) else items
    if not any(isinstance(item, Coroutine) for item in items) and not _is_appended(node, here):
        return False
    function = next((one for one in here.parents if isinstance(one, ast.AsyncFunctionDef)), None)
    return function is not None and not any(
        isinstance(one, ast.Subscript) and not isinstance(one.ctx, ast.Load) for one in nodes_in(function)
    )


def _is_appended(node: ast.expr, here: Here) -> bool:
    """Tell whether a list with a name gets a coroutine by `append`."""
    around = around_of(here.parents)
    if around is None or not isinstance(node, ast.Name) or here.value(node) != Items("list", ()):
        return False
    appended = [use.call for use in uses_in(around).of(node.id) if use.detail == "append" and not use.inner]
    return any(call is not None and _gives_coroutine(call, here) for call in appended)


def _gives_coroutine(call: ast.Call, here: Here) -> bool:
    given = call.args[0] if len(call.args) == 1 else None
    return isinstance(given, ast.Call) and isinstance(here.value(given), Coroutine)


def _is_coroutine(item: ast.expr, around: ast.expr, here: Here) -> bool:
    inside = isinstance(around, (ast.ListComp, ast.SetComp, ast.GeneratorExp))
    value = here.value_inside(around, item) if inside else here.value(item)
    return isinstance(value, Coroutine)
