"""Rule awaited-in-gather: what was to run together is awaited one after the other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Awaitable, Coroutine, Instance, Items, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

_GATHER = "asyncio.gather"


class AwaitedInGather(Rule):
    """The arguments of `gather` are awaited before it is called, one after the other.

    ## What it does

    Finds `asyncio.gather(await a(), await b())` and `asyncio.gather(*[await a(x) for x in xs])`.

    ## Why it is bad

    Each `await` is done before the next begins, so nothing runs at the same time; a test of concurrency
    written so passes without any. And `gather` then gets results in the place of awaitables, and raises
    `TypeError`, unless each happens to be awaitable itself.

    ## Example

    ```python bad title="test_both.py"
    import asyncio


    async def load(number):
        await asyncio.sleep(0)
        return number


    async def test_both_are_loaded_together():
        assert await asyncio.gather(await load(1), await load(2)) == [1, 2]  # AP106
    ```

    ## What to do instead

    ```python good title="test_both.py"
    import asyncio


    async def load(number):
        await asyncio.sleep(0)
        return number


    async def test_both_are_loaded_together():
        assert await asyncio.gather(load(1), load(2)) == [1, 2]
    ```

    ## What it cannot see

    Results of which it does not know what they are, and functions of which it does not know that they are
    async.
    """

    code = "AP106"
    name = "awaited-in-gather"
    guide = "What is to run at the same time is handed to gather before it is awaited."

    @only(called=("gather",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call of `gather`."""
        if last_name(node.func) != "gather" or not node.args:
            return
        if here.full_name(node) != _GATHER:
            return
        awaited = [argument for argument in node.args if isinstance(argument, ast.Await)]
        is_mistake = _is_done if len(awaited) == len(node.args) else _is_over
        if any(is_mistake(argument, here) for argument in awaited):
            self._report(node, here, Fix("hand the calls over", tuple(map(_without_await, awaited))))
        elif len(node.args) == 1 and (
            _is_done(_item_of(node.args[0]), here) or _has_results(node.args[0], here)
        ):
            self._report(node, here, None)

    def _report(self, node: ast.Call, here: Here, fix: Fix | None) -> None:
        here.report(
            self,
            node,
            "the arguments of `gather` are awaited one after the other: nothing runs at the same time",
            cure="hand the calls themselves to `gather`, without `await`",
            fix=fix,
        )


def _without_await(node: ast.Await) -> Edit:
    outer, inner = Span.of(node), Span.of(node.value)
    return Edit(Span(outer.line, outer.column, inner.line, inner.column), "")


def _is_over(node: ast.Await, here: Here) -> bool:
    """Tell whether an argument is a result for certain, so that `gather` fails on it beside the others."""
    value = here.value(node.value)
    return isinstance(value, Coroutine) and isinstance(value.result, (Plain, Items))


def _item_of(node: ast.expr) -> ast.expr | None:
    inside = node.value if isinstance(node, ast.Starred) else None
    return inside.elt if isinstance(inside, (ast.ListComp, ast.GeneratorExp)) else None


def _has_results(node: ast.expr, here: Here) -> bool:
    """Tell whether a list that is handed over by its name holds what was awaited before."""
    if not isinstance(node, ast.Starred) or not isinstance(node.value, ast.Name):
        return False
    around = around_of(here.parents)
    if around is None:
        return False
    uses = [use for use in uses_in(around).of(node.value.id) if not _appends_result(use, here)]
    if any(use.how not in {How.BOUND, How.GIVEN, How.ITERATED} or use.inner for use in uses):
        return False  # something else may have been put into it
    if len(uses) < len(uses_in(around).of(node.value.id)):
        return here.value(node.value) == Items("list", ())
    item = here.evaluator.item(here.value(node.value), is_async=False)
    return isinstance(item, (Plain, Items))


def _appends_result(use: Use, here: Here) -> bool:
    """Tell whether a list gets what was awaited: `results.append(await load(1))`."""
    if use.how is not How.METHOD or use.detail != "append" or use.call is None or use.inner:
        return False
    given = use.call.args[0] if len(use.call.args) == 1 else None
    return isinstance(given, ast.Await) and _is_over(given, here)


def _is_done(node: ast.expr | None, here: Here) -> bool:
    """Tell whether a call that is awaited does its work itself: it may also begin it, and return a task."""
    if not isinstance(node, ast.Await):
        return False
    value = here.value(node.value)
    if not isinstance(value, Coroutine):
        return False
    return not isinstance(value.result, (Awaitable, Coroutine, Instance))
