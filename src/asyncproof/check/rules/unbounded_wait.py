"""Rule unbounded-wait: a test that waits for ever if nothing comes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.suspending import is_bounded
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Instance
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_WAITS: dict[str, dict[str, tuple[str, ...]]] = {
    "asyncio.queues.Queue": {"get": ("put", "put_nowait"), "join": ("task_done",)},
    "asyncio.locks.Event": {"wait": ("set",)},
    "asyncio.locks.Condition": {"wait": ("notify", "notify_all"), "wait_for": ("notify", "notify_all")},
    "asyncio.locks.Barrier": {"wait": ("abort",)},
}
"""What waits for others, and what a test may do itself so that it need not wait."""


class UnboundedWait(Rule):
    """A test waits for a queue or an event without a timeout, so that it hangs where it should fail.

    ## What it does

    Finds `await queue.get()`, `await event.wait()` and their like in the body of a test, on objects of
    asyncio, without a timeout around them or a mark `timeout`.

    ## Why it is bad

    If the code under test never puts the item, the test does not fail: it hangs, and with it the run.

    ## Example

    ```python bad title="test_news.py"
    import asyncio


    async def publish(queue):
        await queue.put("news")


    async def test_news_come():
        queue = asyncio.Queue()
        task = asyncio.create_task(publish(queue))
        assert await queue.get() == "news"  # AP414
        await task
    ```

    ## What to do instead

    ```python good title="test_news.py"
    import asyncio


    async def publish(queue):
        await queue.put("news")


    async def test_news_come():
        queue = asyncio.Queue()
        task = asyncio.create_task(publish(queue))
        async with asyncio.timeout(1):
            assert await queue.get() == "news"
        await task
    ```

    ## What it cannot see

    Limits that the runner sets for all tests. The rule is off unless it is asked for.
    """

    code = "AP414"
    name = "unbounded-wait"
    severity = Severity.INFO
    default = False
    guide = "Put a timeout around every wait of a test."

    @only(in_tests=True)
    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what a test awaits."""
        call = node.value
        if here.test is None or here.function != here.test.function:
            return
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return
        value = here.value(call.func.value)
        if not isinstance(value, Instance):
            return
        line = [base.name for base in here.evaluator.line(value.klass) if base is not None]
        own = next(
            (_WAITS[name][call.func.attr] for name in line if call.func.attr in _WAITS.get(name, ())), None
        )
        if own is None or _has_done(call.func.value, own, here) or is_bounded(here):
            return
        here.report(
            self,
            node,
            f"`{ast.unparse(call)}` waits for ever if nothing comes: the test hangs instead of failing",
            cure="put it in `async with asyncio.timeout(...)`",
        )


def _has_done(waited: ast.expr, names: tuple[str, ...], here: Here) -> bool:
    """Tell whether the test itself has done what it waits for."""
    function = around_of(here.parents)
    if function is None or not isinstance(waited, ast.Name):
        return False
    at = waited.lineno, waited.col_offset
    return any(
        use.how is How.METHOD and use.detail in names and use.at < at and not use.inner
        for use in uses_in(function).of(waited.id)
    )
