"""Rule nested-run: an async function starts an event loop in its own thread."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import expects
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.insight.blocking.looking import runs_on_the_loop
from asyncproof.check.linking import Instance
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_RUNNING = frozenset(("asyncio.run", "asyncio.runners.run", "anyio.run"))
_METHODS = {
    "run_until_complete": "asyncio.events.AbstractEventLoop",
    "run_forever": "asyncio.events.AbstractEventLoop",
    "run": "asyncio.runners.Runner",
}
_OTHERS = ("trio", "nest_asyncio", "greenlet", "asgiref")
"""Libraries with which another loop may well run inside of an async function."""
_ERRORS = frozenset(("RuntimeError", "Exception", "BaseException"))


class NestedRun(Rule):
    """An async function calls `asyncio.run`, or runs a loop in another way, inside of the loop that runs it.

    ## What it does

    Finds `asyncio.run`, `anyio.run`, `run_until_complete` and `run_forever` of a loop, and `run` of an
    `asyncio.Runner` in async functions.

    ## Why it is bad

    One thread has one running loop. The call raises at once: `RuntimeError: asyncio.run() cannot be called
    from a running event loop`, or `This event loop is already running`; and the coroutine that was handed
    over never runs.

    ## Example

    ```python bad title="test_prices.py"
    import asyncio


    async def load_price(name):
        return {"pen": 3}[name]


    async def test_the_price_of_a_pen():
        assert asyncio.run(load_price("pen")) == 3  # AP601
    ```

    ## What to do instead

    ```python good title="test_prices.py"
    async def load_price(name):
        return {"pen": 3}[name]


    async def test_the_price_of_a_pen():
        assert await load_price("pen") == 3
    ```

    ## What it cannot see

    A plain function that starts a loop and is called by an async one. It is silent in files that use
    `nest_asyncio` or `trio`, where the error is expected or caught, and where the code asks first whether a
    loop is running.
    """

    code = "AP601"
    name = "nested-run"
    guide = "In async code, what is async is awaited: no loop is started by hand."

    @only(called=_METHODS, in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        name = last_name(node.func)
        if name not in _METHODS or not runs_on_the_loop(here) or not _starts_a_loop(node, name, here):
            return
        if _is_ready(node, name, here):
            return
        here.report(
            self,
            node,
            f"`{ast.unparse(node.func)}()` in an async function raises a `RuntimeError`: a loop runs already",
            cure="await the coroutine",
        )


def _starts_a_loop(node: ast.Call, name: str, here: Here) -> bool:
    if here.full_name(node) in _RUNNING:
        return True
    if not isinstance(node.func, ast.Attribute):
        return False
    receiver = here.value(node.func.value)
    return isinstance(receiver, Instance) and any(
        klass is not None and klass.name == _METHODS[name] for klass in here.evaluator.line(receiver.klass)
    )


def _is_ready(node: ast.Call, name: str, here: Here) -> bool:
    """Tell whether the code knows of the error, or makes that there is none."""
    if any(library in here.module.facts.bindings for library in _OTHERS):
        return True
    if name in here.replaced() or expects(here.parents, node, _ERRORS):
        return True
    return any(_guards(parent) for parent in here.parents)


def _guards(node: ast.AST) -> bool:
    """Tell whether a statement catches the error, or asks first."""
    if isinstance(node, (ast.If, ast.IfExp)):
        return "running" in ast.unparse(node.test)
    return isinstance(node, ast.Try) and bool(node.handlers)
