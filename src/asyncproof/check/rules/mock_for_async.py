"""Rule mock-for-async: a plain mock is handed to code that awaits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.insight.mocked.following import reached
from asyncproof.check.insight.mocked.made import cant_be_awaited
from asyncproof.check.insight.mocked.remaking import remade
from asyncproof.check.linking import MockValue
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here


class MockForAsync(Rule):
    """A `Mock` or `MagicMock` is handed to a function of the project that awaits what it returns.

    ## What it does

    Follows a mock that is made in the test or a fixture into the function, or the object, that gets it, also
    where a fixture or the set-up of the class makes that object. If that awaits `client.get()` for certain
    and the mock has no `AsyncMock` there, the line is told.

    ## Why it is bad

    The code under test stops with `TypeError: object MagicMock can't be used in 'await' expression`. Where it
    catches errors, the test sees its way of dealing with errors, and nothing else.

    ## Example

    ```python bad title="test_user.py"
    from unittest.mock import MagicMock


    async def greet(client):
        return f"Hello {await client.get('name')}"


    async def test_the_user_is_greeted():
        client = MagicMock()
        client.get.return_value = "Ann"
        assert await greet(client) == "Hello Ann"  # AP304
    ```

    ## What to do instead

    ```python good title="test_user.py"
    from unittest.mock import AsyncMock


    async def greet(client):
        return f"Hello {await client.get('name')}"


    async def test_the_user_is_greeted():
        client = AsyncMock()
        client.get.return_value = "Ann"
        assert await greet(client) == "Hello Ann"
    ```

    If some of its methods are not async, give the mock the class that it stands for,
    `MagicMock(spec=Client)`: each async method becomes an `AsyncMock`, and no other.

    ## What it cannot see

    Code that awaits only in some cases, that asks with `isawaitable` first, or that hands the mock on; mocks
    that more than one function gets. Nothing is said where the test expects an error.
    """

    code = "AP304"
    name = "mock-for-async"
    guide = "What the code under test awaits is mocked with AsyncMock."

    @only(in_tests=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a call does with the mocks that it gets."""
        if here.test is None:
            return
        for one in reached(here, node):
            if (
                one.use.kind == "await"
                and isinstance(one.source, MockValue)
                and cant_be_awaited(here.evaluator, one.value)
            ):
                here.report(
                    self,
                    one.given.node,
                    f"`{one.place}` awaits `{one.written}`; `{one.use.name}` is a `{one.source.kind}` here,"
                    f" {'and what it returns' if one.use.is_called else 'and'} can't be awaited",
                    cure="make it an `AsyncMock`, or give the mock a `spec`",
                    fix=remade(here, one.given.node, "AsyncMock") if one.use.is_called else None,
                    related=here.defined_async(one.function),
                )
                return
