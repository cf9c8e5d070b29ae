"""Rule sleep-then-assert: a test that hopes that something has happened meanwhile."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_SLEEPS = frozenset({"asyncio.sleep", "anyio.sleep", "trio.sleep", "time.sleep"})


class SleepThenAssert(Rule):
    """A test sleeps for a while and asserts right after it, so that it depends on the speed of the machine.

    ## What it does

    Finds `await asyncio.sleep(0.1)` in tests with an `assert` as the next statement. `sleep(0)`, which gives
    other tasks one turn, is left alone, and so are loops that ask again and again.

    ## Why it is bad

    The time is a guess. On a loaded machine it is too short and the test fails for no reason; on all others
    it is too long, and a suite with many such tests is slow.

    ## Example

    ```python bad title="test_cache.py"
    import asyncio


    async def fill(cache):
        await asyncio.sleep(0.01)
        cache["ready"] = True


    async def test_the_cache_fills():
        cache = {}
        task = asyncio.create_task(fill(cache))
        await asyncio.sleep(0.1)  # AP410
        assert cache["ready"]
        await task
    ```

    ## What to do instead

    ```python good title="test_cache.py"
    import asyncio


    async def fill(cache):
        await asyncio.sleep(0.01)
        cache["ready"] = True


    async def test_the_cache_fills():
        cache = {}
        task = asyncio.create_task(fill(cache))
        await task
        assert cache["ready"]
    ```

    Where there is nothing to await, wait for an `asyncio.Event`, or run the test in virtual time
    (`docs/virtual-time.md`), where a sleep takes no time and is never too short.

    ## What it cannot see

    Tests that run in virtual time, and sleeps in helpers. The rule is off unless it is asked for.
    """

    code = "AP410"
    name = "sleep-then-assert"
    severity = Severity.INFO
    default = False
    guide = "Wait for what should happen, not for some time to pass."

    @only(in_tests=True, in_async=True)
    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a sleep and at what follows it."""
        if here.test is None or here.function != here.test.function or not here.is_async:
            return
        if not _asserts(_following(node, here)) or any(isinstance(one, ast.While) for one in here.parents):
            return
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if not isinstance(call, ast.Call) or len(call.args) != 1 or here.full_name(call) not in _SLEEPS:
            return
        length = call.args[0]
        if isinstance(length, ast.Constant) and not length.value:
            return
        here.report(
            self,
            call,
            f"the assertion holds only if all has happened within `{ast.unparse(call)}`",
            cure="await the task or an event instead of the time",
        )


def _asserts(statement: ast.stmt | None) -> bool:
    """Tell whether a statement is an assertion, or asks a mock or a test case for one."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return getattr(statement.value.func, "attr", "").startswith("assert")
    return isinstance(statement, ast.Assert)


def _following(node: ast.stmt, here: Here) -> ast.stmt | None:
    """Return the statement after one in the same block."""
    blocks = (getattr(here.parent, name, None) for name in ("body", "orelse", "finalbody"))
    block = next((block for block in blocks if isinstance(block, list) and node in block), [])
    return next(iter(block[block.index(node) + 1 :]), None)
