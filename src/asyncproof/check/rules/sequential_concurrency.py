"""Rule sequential-concurrency: a test that is named after concurrency and has none."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.suspending import own_nodes
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_PROMISES = re.compile(
    r"concurrent|^test_concurrency|parallel|simultaneous|at_once|race_condition|interleav", re.IGNORECASE
)
_BREAKS = re.compile(r"no_|not_|without|non_?concurren|limit|max_|disabled|sequential|serial", re.IGNORECASE)
_BEGINNERS = re.compile(
    r"gather|create_task|tasks?$|task_?group|ensure_future|as_completed|start_soon|thread|executor|spawn|submit"
    r"|nursery|wait$|run_all|amap|concurrent|parallel|simultan|at_once|pool",
    re.IGNORECASE,
)


class SequentialConcurrency(Rule):
    """A test says by its name that things happen at once, and awaits them one after another.

    ## What it does

    Finds async tests whose name speaks of concurrency and that await the same function in one statement
    after another, or in a loop, but begin no task: no `gather`, `TaskGroup`, `create_task`, thread or
    anything that is called like them.

    ## Why it is bad

    Such a test passes with code that breaks as soon as two calls overlap, and is believed to prove that it
    does not.

    ## Example

    ```python bad title="test_counter.py"
    import asyncio


    class Counter:
        value = 0

        async def add(self):
            before = self.value
            await asyncio.sleep(0)
            self.value = before + 1


    async def test_concurrent_adding():  # AP404
        counter = Counter()
        await counter.add()
        await counter.add()
        assert counter.value == 2
    ```

    ## What to do instead

    ```python good title="test_counter.py"
    import asyncio


    class Counter:
        value = 0

        async def add(self):
            await asyncio.sleep(0)
            self.value = self.value + 1


    async def test_concurrent_adding():
        counter = Counter()
        await asyncio.gather(counter.add(), counter.add())
        assert counter.value == 2
    ```

    ## What it cannot see

    Concurrency that begins in a helper or in the code under test, and what a name means: the rule is off
    unless it is asked for.
    """

    code = "AP404"
    name = "sequential-concurrency"
    severity = Severity.INFO
    default = False
    guide = "A test of concurrency begins its work together, and then waits for all of it."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at the name of a test and at all that it mentions."""
        if not test.is_async or not _PROMISES.search(node.name) or _BREAKS.search(node.name):
            return
        mentioned = {_last_name(one) for one in nodes_in(node) if isinstance(one, (ast.Name, ast.Attribute))}
        if any(_BEGINNERS.search(name) for name in mentioned) or any(map(_is_function, own_nodes(node.body))):
            return
        called = _repeated(node.body)
        if called is None:
            return
        here.report(
            self,
            node,
            f"`{node.name}` awaits its calls of `{called}` one after another: nothing in it runs at once",
            cure="begin them together with `asyncio.gather` or a `TaskGroup`",
        )


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def _repeated(body: list[ast.stmt]) -> str | None:
    """Return the function that two statements in a row await, or one in a loop."""
    for loop in own_nodes(body):
        if isinstance(loop, (ast.For, ast.While, ast.ListComp)):
            found = _awaited(loop)
            if found is not None:
                return found
    called = [_awaited(statement) for statement in body]
    twice = (first for first, second in pairwise(called) if first is not None and first == second)
    return next(twice, None)


def _awaited(node: ast.AST) -> str | None:
    """Return the function whose call a statement awaits first."""
    awaits = (one.value for one in own_nodes([node]) if isinstance(one, ast.Await))
    call = next((one for one in awaits if isinstance(one, ast.Call)), None)
    return None if call is None else ast.unparse(call.func)


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id
