"""Rule awaited-mock: a mock that can't be awaited is awaited."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Items, MockValue, Plain
from asyncproof.check.replacing import root_of
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_MAKERS = frozenset(("unittest.mock.Mock", "unittest.mock.MagicMock"))


class AwaitedMock(Rule):
    """A `Mock` or `MagicMock` is awaited, which only what an `AsyncMock` returns can be.

    ## What it does

    Finds `await mock.method()` where the mock is made in the test or a fixture, by `Mock()`, `MagicMock()` or
    `patch`, and its method is no `AsyncMock`.

    ## Why it is bad

    The line raises `TypeError: object MagicMock can't be used in 'await' expression`. If the code under test
    catches errors, or the test expects one, the test passes for that reason.

    ## Example

    ```python bad title="test_api.py"
    from unittest.mock import MagicMock

    import pytest


    @pytest.fixture
    def api():
        return MagicMock()


    async def test_the_reply_is_read(api):
        assert await api.read()  # AP302
    ```

    ## What to do instead

    ```python good title="test_api.py"
    from unittest.mock import AsyncMock


    async def title(api):
        return (await api.read()).title()


    async def test_the_reply_is_read():
        api = AsyncMock()
        api.read.return_value = "reply"
        assert await title(api) == "Reply"
    ```

    Better still, give the mock the class that it stands for: `MagicMock(spec=Api)` makes an `AsyncMock` of
    each async method, and of no other.

    ## What it cannot see

    Mocks that are handed to the code under test and awaited there: `mock-for-async` follows them. Where the
    test expects a `TypeError`, the line is taken for a test of it.
    """

    code = "AP302"
    name = "awaited-mock"
    guide = "What is awaited is mocked with AsyncMock."

    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited."""
        given = self._given(node.value, here)
        if given is None or here.expects(node, "TypeError"):
            return
        what = ast.unparse(node.value)
        called = isinstance(node.value, ast.Call)
        here.report(
            self,
            node,
            f"`{what}` gives {given}, which can't be awaited",
            cure="make it with `AsyncMock`, or give the mock a `spec`" if called else "call it first",
            fix=_made_async(node.value, here) if called else None,
        )

    def _given(self, node: ast.expr, here: Here) -> str | None:
        """Return in words what is awaited, if it is a mock or what a mock was told to return."""
        if not here.may_be(node, MockValue) and not (
            isinstance(node, ast.Call) and here.may_be(node.func, MockValue)
        ):
            return None
        value = here.value(node)
        if isinstance(value, MockValue):
            return f"a `{value.kind}`" if value.spec is None else None
        if not isinstance(node, ast.Call) or not isinstance(value, (Plain, Items)):
            return None
        mock = here.value(node.func)
        if not isinstance(mock, MockValue) or mock.kind == "AsyncMock" or mock.spec is not None:
            return None
        return f"what the `{mock.kind}` was told to return"


def _made_async(node: ast.expr, here: Here) -> Fix | None:
    """Return the change of `Mock` to `AsyncMock`, where the function around makes the mock, and once."""
    around, root = around_of(here.parents), root_of(node)
    named = here.called("unittest.mock", "AsyncMock")
    if around is None or root is None or named is None:
        return None
    made = [use.around[-1] for use in uses_in(around).of(root) if use.how is How.BOUND and use.around]
    assigned = made[0] if len(made) == 1 else None
    if not isinstance(assigned, ast.Assign) or not isinstance(assigned.value, ast.Call):
        return None
    if here.full_name(assigned.value) not in _MAKERS:
        return None
    return Fix("make it with AsyncMock", (Edit(Span.of(assigned.value.func), named.text),), named.imports)
