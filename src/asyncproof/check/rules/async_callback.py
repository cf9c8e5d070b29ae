"""Rule async-callback: an async function is handed to something that calls it and drops the coroutine."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import Coroutine, ForeignInstance, FunctionValue, Instance, Value
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function

_BY_NAME = {
    "asyncio.to_thread": 0,
    "threading.Timer": 1,
    "atexit.register": 0,
    "signal.signal": 1,
}
"""Functions that call back, and the number of the argument that they call."""
_SHORT = frozenset(name.rpartition(".")[2] for name in _BY_NAME)
_METHODS = {
    "call_soon": 0,
    "call_soon_threadsafe": 0,
    "call_later": 1,
    "call_at": 1,
    "run_in_executor": 1,
    "add_done_callback": 0,
    "addCleanup": 0,
    "addfinalizer": 0,
    "add_reader": 1,
    "add_writer": 1,
    "add_signal_handler": 1,
    "submit": 0,
    "map": 0,
}
_OWNERS = (
    "asyncio.events.AbstractEventLoop",
    "asyncio.futures.Future",
    "_asyncio.Future",
    "concurrent.futures._base.Executor",
    "unittest.case.TestCase",
    "_pytest.fixtures.FixtureRequest",
)
_PARTIAL = "functools.partial"
_REQUEST = "pytest.FixtureRequest"


class AsyncCallback(Rule):
    """An async function is given as a callback to something that calls it and drops the coroutine.

    ## What it does

    Finds async functions handed to `call_soon`, `call_later`, `run_in_executor`, `to_thread`,
    `add_done_callback`, `threading.Thread`, `addCleanup`, `atexit.register`, `submit` and `map` of an
    executor and their like, also through `functools.partial` and lambdas.

    ## Why it is bad

    Whoever calls a callback does not await what it returns: a coroutine is made and thrown away, and not one
    line of the callback runs. `addCleanup` of an `IsolatedAsyncioTestCase` does so without any warning.

    ## Example

    ```python bad title="test_late.py"
    import asyncio


    async def close_shop(shop):
        shop["open"] = False


    async def test_the_shop_closes_later():
        shop = {"open": True}
        asyncio.get_running_loop().call_later(0.01, close_shop, shop)  # AP107
        await asyncio.sleep(0.02)
        assert shop["open"]
    ```

    ## What to do instead

    ```python good title="test_late.py"
    import asyncio


    async def close_shop(shop):
        shop["open"] = False


    async def test_the_shop_closes_later():
        shop = {"open": True}
        await asyncio.create_task(close_shop(shop))
        assert not shop["open"]
    ```

    In an `IsolatedAsyncioTestCase` use `addAsyncCleanup`.

    ## What it cannot see

    Callbacks of objects whose class it does not know, and functions that return coroutines without being
    async.
    """

    code = "AP107"
    name = "async-callback"
    guide = "What is called back must be a plain function."

    @only(called=(*_METHODS, *_SHORT, "Thread"))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a call hands over."""
        callback = self._callback(node, here)
        if isinstance(callback, ast.Call) and callback.args and here.full_name(callback) == _PARTIAL:
            callback = callback.args[0]
        if callback is None:
            return
        source = _async_function(callback, here)
        if source is None:
            return
        name = ast.unparse(node.func)
        cure = "use `addAsyncCleanup`" if name.endswith("addCleanup") else "hand over a plain function"
        here.report(
            self,
            callback,
            f"`{name}` calls `{ast.unparse(callback)}` and drops the coroutine: nothing of it runs",
            cure=cure,
            related=here.defined_async(source),
            fix=_cleaning_up(node.func, here) if name.endswith(".addCleanup") else None,
        )

    def _callback(self, node: ast.Call, here: Here) -> ast.expr | None:
        name = last_name(node.func)
        if name in _METHODS:
            receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
            if receiver is None or not _is_owner(here.value(receiver), here):
                return None
            return _argument(node, _METHODS[name])
        if name == "Thread" and here.full_name(node) == "threading.Thread":
            return next((keyword.value for keyword in node.keywords if keyword.arg == "target"), None)
        number = _BY_NAME.get(here.full_name(node) or "") if name in _SHORT else None
        return None if number is None else _argument(node, number)


def _async_function(node: ast.expr, here: Here) -> Function | None:
    """Return the async function that is called back: it is named, or a lambda calls it."""
    if isinstance(node, ast.Lambda):
        value = here.value_inside(node, node.body) if isinstance(node.body, ast.Call) else None
        return value.source if isinstance(value, Coroutine) else None
    value = here.value(node)
    if not isinstance(value, FunctionValue) or value.function.facts.is_generator:
        return None
    return value.function if value.function.facts.is_async else None


_ISOLATED = "unittest.async_case.IsolatedAsyncioTestCase"


def _is_owner(value: Value, here: Here) -> bool:
    if isinstance(value, ForeignInstance):
        return value.name == _REQUEST
    if not isinstance(value, Instance):
        return type(value).__name__ == "Awaitable"
    return any(base is not None and base.name in _OWNERS for base in here.evaluator.line(value.klass))


def _cleaning_up(function: ast.expr, here: Here) -> Fix | None:
    """Return the fix that takes the twin of `addCleanup` that awaits, where the class has it."""
    receiver = here.value(function.value) if isinstance(function, ast.Attribute) else None
    line = here.evaluator.line(receiver.klass) if isinstance(receiver, Instance) else ()
    if not any(base is not None and base.name == _ISOLATED for base in line):
        return None
    span = Span.of(function)
    name = Span(span.end_line, span.end_column - len("addCleanup"), span.end_line, span.end_column)
    return Fix("use addAsyncCleanup", (Edit(name, "addAsyncCleanup"),), safe=True)


def _argument(node: ast.Call, number: int) -> ast.expr | None:
    if number >= len(node.args) or any(isinstance(one, ast.Starred) for one in node.args[: number + 1]):
        return None
    return node.args[number]
