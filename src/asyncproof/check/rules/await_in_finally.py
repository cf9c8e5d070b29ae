"""Rule await-in-finally: a clean-up that a cancellation cuts off."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.suspending import TIMEOUTS, own_nodes, suspensions_in
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.check.here import Here

_SHIELDS = ("asyncio.shield", "asyncio.wait_for", "anyio.CancelScope", "trio.CancelScope")


class AwaitInFinally(Rule):
    """A `finally` awaits without a shield, so that another cancellation cuts the clean-up off.

    ## What it does

    Finds the first statement of a `finally` in an async function that awaits, where neither `asyncio.shield`,
    a timeout nor a shielded scope protects it. Tests and generators (fixtures, context managers) are left
    alone: who runs those does not cancel them twice.

    ## Why it is bad

    A task is often cancelled again while it cleans up: by a timeout around it, or by a server that shuts
    down. The cancellation strikes at the first `await` in `finally`: the connection is not closed in order,
    and the steps after it never run.

    ## Example

    ```python bad title="relay.py"
    async def relay(source, sink):
        try:
            async for item in source:
                await sink.send(item)
        finally:
            await sink.close()  # AP407
    ```

    ## What to do instead

    ```python good title="relay.py"
    import asyncio


    async def relay(source, sink):
        try:
            async for item in source:
                await sink.send(item)
        finally:
            await asyncio.shield(sink.close())
    ```

    ## What it cannot see

    Whether anybody cancels twice. The rule is off unless it is asked for.
    """

    code = "AP407"
    name = "await-in-finally"
    severity = Severity.INFO
    default = False
    guide = "Protect a clean-up that awaits from being cancelled in the middle."
    also = ("ASYNC102",)

    @only(in_async=True)
    def on_Try(self, node: ast.Try, here: Here) -> None:
        """Look at the steps of a `finally`."""
        if not here.is_async or here.test is not None or not suspensions_in(node.body):
            return
        if any(isinstance(one, (ast.Yield, ast.YieldFrom)) for one in own_nodes(node.body)):
            return
        step = next(_steps(node.finalbody, here), None)
        if step is not None:
            here.report(
                self,
                step,
                "a cancellation that comes while this `finally` awaits cuts the clean-up off",
                cure="await `asyncio.shield(...)` of it, or bound it by a timeout of its own",
            )


def _steps(body: Sequence[ast.stmt], here: Here) -> Iterator[ast.stmt]:
    """Yield the statements of a `finally` that await and are not protected."""
    for statement in body:
        if isinstance(statement, ast.Try) or not suspensions_in([statement]):
            continue
        calls = [one for one in own_nodes([statement]) if isinstance(one, ast.Call)]
        names = {here.full_name(call) or "" for call in calls}
        if names.isdisjoint(TIMEOUTS) and names.isdisjoint(_SHIELDS):
            yield statement
