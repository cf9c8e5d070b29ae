"""Rule async-mock-of-sync: an AsyncMock stands for what is not async."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Confidence
from asyncproof.check.insight.mocked.following import reached
from asyncproof.check.insight.mocked.made import as_made, cant_be_awaited, dotted, is_async_mock
from asyncproof.check.insight.mocked.remaking import remade
from asyncproof.check.insight.mocked.target import replacement
from asyncproof.check.linking import (
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    MockValue,
)
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value


_ALWAYS_SYNC = frozenset({"raise_for_status"})
"""Names of methods that no library at hand defines as async."""
_PLAIN = frozenset(
    f"{module}.Response.json" for module in ("httpx", "httpx._models", "requests", "requests.models")
)
"""Methods that are not async though nobody can say what they give."""
_ADDING = frozenset({"add", "add_all", "expunge", "expunge_all"})
"""Methods of database sessions that are not async, which other classes may well have as async ones."""
_SESSIONS = ("session", "db")
"""How the name of a database session ends."""


class AsyncMockOfSync(Rule):
    """An `AsyncMock` stands for a method or function that is not async: its calls do nothing.

    ## What it does

    Finds `response.raise_for_status = AsyncMock()`, `patch("app.total", new_callable=AsyncMock)` where
    `total` is a plain function, `AsyncMock` for a sync method of a known class, and an `AsyncMock` that
    is handed to code which calls a method of it without `await`.

    ## Why it is bad

    The code under test calls the method as what it is, without `await`. It gets a coroutine and drops it, so
    that a `side_effect` never happens and an error is never raised. Python says "coroutine was never awaited"
    some time later, to whichever test is running then.

    ## Example

    ```python bad title="test_price.py"
    from unittest.mock import AsyncMock


    async def price(client):
        response = await client.get("/price")
        response.raise_for_status()
        return response.json()


    async def test_the_price_is_read():
        client = AsyncMock()
        response = client.get.return_value
        response.raise_for_status = AsyncMock()  # AP307
        assert await price(client)
    ```

    ## What to do instead

    ```python good title="test_price.py"
    from unittest.mock import AsyncMock, MagicMock


    async def price(client):
        response = await client.get("/price")
        response.raise_for_status()
        return response.json()


    async def test_the_price_is_read():
        client = AsyncMock()
        client.get.return_value = MagicMock(status_code=200)
        client.get.return_value.json.return_value = 3
        assert await price(client) == 3
    ```

    Better still, give the mock the class that it stands for: `AsyncMock(spec=AsyncSession)` makes an
    `AsyncMock` of each async method and a `MagicMock` of each other one.

    ## What it cannot see

    Functions that return something to be awaited without being `async def`, of which it says nothing; classes
    that it does not know. That `session.add` is the method of a database session is a guess by its name, and
    so a warning.
    """

    code = "AP307"
    name = "async-mock-of-sync"
    guide = "AsyncMock is for async members; sync ones, as raise_for_status or session.add, get a MagicMock."

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at an attribute that is given an AsyncMock."""
        for target in node.targets:
            if isinstance(target, ast.Attribute) and is_async_mock(here, node.value):
                self._member(target, node.value, here)

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a mock is made with, what a call replaces, and what it does with a mock."""
        for keyword in node.keywords:
            if keyword.arg in _ALWAYS_SYNC and is_async_mock(here, keyword.value) and as_made(here, node):
                self._tell(keyword.value, f"`{keyword.arg}` is not async", here)
        self._replaced(node, here)
        if here.test is not None:
            self._dropped(node, here)

    def _member(self, target: ast.Attribute, value: ast.expr, here: Here) -> None:
        owner = here.written(target.value)
        owner = owner.spec if isinstance(owner, MockValue) and owner.spec is not None else owner
        if target.attr in _ALWAYS_SYNC:
            self._tell(value, f"`{target.attr}` is not async", here)
        elif isinstance(owner, (Instance, ClassValue)):
            if _is_sync(here.evaluator.member(Instance(owner.klass), target.attr), here):
                self._tell(value, f"`{owner.klass.facts.name}.{target.attr}` is not async", here)
        elif target.attr in _ADDING and (dotted(target.value) or "").lower().endswith(_SESSIONS):
            self._tell(value, f"`{target.attr}` of database sessions is not async", here, is_likely=True)

    def _replaced(self, node: ast.Call, here: Here) -> None:
        target = replacement(here, node)
        if target is None:
            return
        is_async = target.kind == "AsyncMock" or (target.new is not None and is_async_mock(here, target.new))
        if is_async and _is_sync(target.old, here):
            maker = next((one.value for one in node.keywords if one.arg == "new_callable"), target.new)
            self._tell(node, f"`{target.name}` is not async", here, maker=maker)

    def _dropped(self, node: ast.Call, here: Here) -> None:
        for one in reached(here, node):
            if (
                one.use.kind == "drop"
                and isinstance(one.source, MockValue)
                and isinstance(one.value, Coroutine)
            ):
                here.report(
                    self,
                    one.given.node,
                    f"`{one.place}` calls `{one.written}` without await: an `AsyncMock` does nothing then",
                    cure=f"use a `MagicMock` for `{one.use.name}`, or give the mock a `spec`",
                )
                return

    def _tell(
        self,
        node: ast.expr,
        why: str,
        here: Here,
        *,
        maker: ast.expr | None = None,
        is_likely: bool = False,
    ) -> None:
        here.report(
            self,
            node,
            f"{why}, and is an `AsyncMock` here: who calls it gets a coroutine and drops it",
            cure="use a `MagicMock` for it, or give the mock a `spec`",
            fix=remade(here, maker or node, "MagicMock"),
            severity=Severity.WARNING if is_likely else None,
            confidence=Confidence.LIKELY if is_likely else None,
        )


def _is_sync(value: Value, here: Here) -> bool:
    """Tell whether a function is plain, and gives nothing that may be awaited, for certain."""
    if not isinstance(value, FunctionValue) or value.function.facts.is_async:
        return False
    if value.function.name in _PLAIN:
        return True
    return cant_be_awaited(here.evaluator, here.evaluator.result(value.function, value.receiver))
