"""Rule endless-polling: a test that asks again and again, with no end if the answer never comes."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.insight.suspending import is_bounded
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_SLEEPS = frozenset({"asyncio.sleep", "anyio.sleep", "trio.sleep"})
_CLOCKS = re.compile(
    r"time\b|time\(|clock|deadline|monotonic|perf_counter|retr|attempt|tries|count|remaining", re.IGNORECASE
)


class EndlessPolling(Rule):
    """A loop of a test sleeps until something is so, and nothing ends it if that never happens.

    ## What it does

    Finds `while not done: await asyncio.sleep(0.1)` in async tests, without a timeout around it, a clock in
    its condition or a mark `timeout`.

    ## Why it is bad

    A bug in the code under test does not make the test fail, it makes it hang, until somebody stops the whole
    run and has to find out which test it was.

    ## Example

    ```python bad title="test_server.py"
    import asyncio


    async def start(server):
        server["up"] = True


    async def test_the_server_starts():
        server = {"up": False}
        task = asyncio.create_task(start(server))
        while not server["up"]:  # AP411
            await asyncio.sleep(0.01)
        await task
        assert server["up"]
    ```

    ## What to do instead

    ```python good title="test_server.py"
    import asyncio


    async def start(server):
        server.set()


    async def test_the_server_starts():
        server = asyncio.Event()
        task = asyncio.create_task(start(server))
        await asyncio.wait_for(server.wait(), timeout=1)
        await task
        assert server.is_set()
    ```

    ## What it cannot see

    Limits that the runner sets for all tests. The rule is off unless it is asked for.
    """

    code = "AP411"
    name = "endless-polling"
    severity = Severity.INFO
    default = False
    guide = "Wait for an event, and put a timeout around every wait of a test."
    also = ("ASYNC110",)

    def on_While(self, node: ast.While, here: Here) -> None:
        """Look at a loop that only sleeps."""
        if here.test is None or not here.is_async or not _only_waits(node, here):
            return
        if _CLOCKS.search(ast.unparse(node)) or is_bounded(here):
            return
        here.report(
            self,
            node.test,
            f"the test hangs if this loop never ends: `while {ast.unparse(node.test)}`",
            cure="wait for an `asyncio.Event`, in an `asyncio.timeout`",
        )


def _only_waits(loop: ast.While, here: Here) -> bool:
    """Tell whether a loop does nothing but to sleep, to ask, and to look whether it may end."""
    rest = [statement for statement in loop.body if not _sleeps(statement, here)]
    return len(rest) < len(loop.body) and all(map(_is_the_end, rest))


def _is_the_end(statement: ast.stmt) -> bool:
    """Tell whether a statement asks for what the loop waits for, or leaves the loop."""
    if isinstance(statement, (ast.Expr, ast.Assign)) and isinstance(statement.value, ast.Await):
        return True
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    return all(isinstance(one, (ast.Break, ast.Return)) for one in statement.body)


def _sleeps(statement: ast.stmt, here: Here) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Await):
        return False
    return here.full_name(statement.value.value) in _SLEEPS
