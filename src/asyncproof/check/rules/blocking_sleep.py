"""Rule blocking-sleep: `time.sleep` in an async function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.blocking.known import LAST_NAMES, Kind
from asyncproof.check.insight.blocking.looking import blocking_call
from asyncproof.check.insight.blocking.telling import tell
from asyncproof.check.naming import name_of
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here

_LIBRARIES = ("trio", "anyio")


class BlockingSleep(Rule):
    """An async function sleeps by `time.sleep`, and the event loop with it.

    ## What it does

    Finds `time.sleep` in async functions, wherever `time` or `sleep` was imported from.

    ## Why it is bad

    The thread sleeps, not the task: no other task runs, no timer fires, and `asyncio.timeout` can't end it. A
    test that sleeps so to let a background task work has waited for nothing: the task could not run.

    ## Example

    ```python bad title="test_worker.py"
    import asyncio
    import time


    async def test_the_worker_gets_its_job_done():
        done = []

        async def worker():
            done.append("job")

        task = asyncio.create_task(worker())
        time.sleep(0.1)  # AP501
        assert done == []
        await task
    ```

    ## What to do instead

    ```python good title="test_worker.py"
    import asyncio


    async def test_the_worker_gets_its_job_done():
        done = []

        async def worker():
            done.append("job")

        task = asyncio.create_task(worker())
        await task
        assert done == ["job"]
    ```

    Where a pause is meant, `await asyncio.sleep(0.1)`.

    ## What it cannot see

    A `sleep` behind an attribute or a parameter. A test that replaces `time.sleep` is left alone, and so is
    `time.sleep(0)`, which waits for nothing. How functions block that are called on the way is told by
    `blocking-helper`.
    """

    code = "AP501"
    name = "blocking-sleep"
    severity = Severity.WARNING
    guide = "In async code, one waits by `await asyncio.sleep`."
    also = ("ASYNC251",)

    @only(called=LAST_NAMES[Kind.SLEEP], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        if blocking_call(node, here, Kind.SLEEP) is None:
            return
        library = next((name for name in _LIBRARIES if name in here.module.facts.bindings), "asyncio")
        fix = _slept_by_asyncio(node, here) if library == "asyncio" else None
        tell(self, node, here, Kind.SLEEP, cure=f"`await {library}.sleep(...)`", fix=fix)


def _slept_by_asyncio(node: ast.Call, here: Here) -> Fix | None:
    named = name_of(here.evaluator, here.scope, "asyncio", "sleep")
    if named is None:
        return None
    function = Edit(Span.of(node.func), f"await {named.text}")
    return Fix("sleep by `asyncio.sleep`", (function,), named.imports)
