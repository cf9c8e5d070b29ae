"""Rule one-by-one: each round of a loop begins a task and waits for it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.begun import BEGINNING, Begun, begun
from asyncproof.check.insight.suspending import inside_function, own_nodes
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_COMPREHENSIONS = (ast.ListComp, ast.SetComp)


class OneByOne(Rule):
    """A loop begins a task and awaits it at once, so that the tasks run one after another.

    ## What it does

    Finds `await asyncio.create_task(...)` in a `for` loop, and a task in a loop that the next statement
    awaits.

    ## Why it is bad

    A task is begun in order to do something else meanwhile. Whoever awaits it in the same breath waits until
    it has ended: the next round begins when the last is over, nothing overlaps, and a test of concurrency
    that is written so tests none.

    ## Example

    ```python bad title="test_shop.py"
    import asyncio


    async def buy(stock):
        await asyncio.sleep(0)
        stock["apples"] -= 1


    async def test_three_buy_at_once():
        stock = {"apples": 3}
        for _ in range(3):
            await asyncio.create_task(buy(stock))  # AP415
        assert stock["apples"] == 0
    ```

    ## What to do instead

    ```python good title="test_shop.py"
    import asyncio


    async def buy(stock):
        await asyncio.sleep(0)
        stock["apples"] -= 1


    async def test_three_buy_at_once():
        stock = {"apples": 3}
        await asyncio.gather(*(buy(stock) for _ in range(3)))
        assert stock["apples"] == 0
    ```

    ## What it cannot see

    Whether the order is meant: then await the coroutine itself, without a task.
    """

    code = "AP415"
    name = "one-by-one"
    severity = Severity.INFO
    guide = "Begin all tasks first, then wait for them together, with `gather` or a `TaskGroup`."

    @only(called=BEGINNING)
    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited in a loop."""
        task = begun(node.value, here)
        if task is not None and (isinstance(here.parent, _COMPREHENSIONS) or _is_in_plain_loop(here)):
            self._tell(node, task, here)

    @only(called=BEGINNING)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at a task that the next statement awaits."""
        task = begun(node.value, here)
        if task is None or not isinstance(node.targets[0], ast.Name) or not _is_in_plain_loop(here):
            return
        block = getattr(here.parent, "body", [])
        following = block[block.index(node) + 1 :][:1] if node in block else []
        awaits = [one for one in own_nodes(following) if isinstance(one, ast.Await)]
        first = min(awaits, key=lambda one: (one.lineno, one.col_offset), default=None)
        if first is not None and getattr(first.value, "id", "") == node.targets[0].id:
            self._tell(first, task, here)  # while anything else is awaited, the task runs beside it

    def _tell(self, node: ast.Await, task: Begun, here: Here) -> None:
        here.report(
            self,
            node,
            f"each round of the loop waits for its task of `{ast.unparse(task.coroutine)}`: nothing overlaps",
            cure="begin all tasks first and await them together, or await the coroutine without a task",
        )


def _is_in_plain_loop(here: Here) -> bool:
    """Tell whether the node is in a `for` loop that goes to its end."""
    loops = [one for one in inside_function(here.parents) if isinstance(one, (ast.For, ast.AsyncFor))]
    return bool(loops) and not any(
        isinstance(one, (ast.Break, ast.Return)) for loop in loops for one in nodes_in(loop)
    )
