"""Rule uncalled-mock-assertion: an assertion about a mock that asserts nothing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking.mocks import MISSPELT
from asyncproof.check.mocked.made import as_made
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class UncalledMockAssertion(Rule):
    """An assertion about a mock is looked up and not called, or spelled as no assertion is.

    ## What it does

    Finds `mock.assert_awaited_once` without parentheses, and `assert mock.called_once_with(1)`,
    `mock.has_awaits()` and their like, where the object is a mock for certain.

    ## Why it is bad

    The first only looks a method up. And a mock has every attribute that it is asked for: `called_once_with`
    is no assertion but one more mock, which is always true. Neither can fail.

    ## Example

    ```python bad title="test_mail.py"
    from unittest.mock import AsyncMock


    async def welcome(send):
        await send("hello")


    async def test_the_mail_is_sent():
        send = AsyncMock()
        await welcome(send)
        send.assert_awaited_once  # AP303
        assert send.called_once_with("goodbye")  # AP303
    ```

    ## What to do instead

    ```python good title="test_mail.py"
    from unittest.mock import AsyncMock


    async def welcome(send):
        await send("hello")


    async def test_the_mail_is_sent():
        send = AsyncMock()
        await welcome(send)
        send.assert_awaited_once_with("hello")
    ```

    ## What it cannot see

    Mocks that come from functions it can't follow, and attributes that a mock was told to have.
    """

    code = "AP303"
    name = "uncalled-mock-assertion"
    guide = "Assert with the methods that mocks have, and call them."
    also = ("B015", "PGH005")

    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a statement of its own."""
        value = node.value
        if (
            isinstance(value, ast.Attribute)
            and value.attr.startswith("assert_")
            and self._is_mock(value, here)
        ):
            end = Span(
                node.end_lineno or 0, node.end_col_offset or 0, node.end_lineno or 0, node.end_col_offset or 0
            )
            here.report(
                self,
                value,
                f"`{ast.unparse(value)}` is only looked up: it asserts nothing",
                cure="call it",
                fix=Fix("call it", (Edit(end, "()"),)) if value.attr in _BARE else None,
            )
        elif isinstance(value, ast.Call):
            self._misspelt(value, here)

    def on_Assert(self, node: ast.Assert, here: Here) -> None:
        """Look at what is asserted."""
        test = node.test
        if isinstance(test, ast.Call):
            self._misspelt(test, here)
        elif isinstance(test, ast.Attribute) and test.attr in MISSPELT and self._is_mock(test, here):
            self._tell(test, test, here)

    def _misspelt(self, node: ast.Call, here: Here) -> None:
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in MISSPELT and self._is_mock(called, here):
            self._tell(node, called, here)

    def _tell(self, node: ast.expr, called: ast.Attribute, here: Here) -> None:
        here.report(
            self,
            node,
            f"`{called.attr}` is no assertion of mocks, but one more mock: it can't fail",
            cure=f"write `{ast.unparse(called.value)}.assert_{called.attr}(...)`, as a statement of its own",
        )

    def _is_mock(self, node: ast.Attribute, here: Here) -> bool:
        made = as_made(here, node.value)
        return made is not None and made.spec is None and not dict(made.attributes).get(node.attr)


_BARE = frozenset(
    (
        "assert_called",
        "assert_called_once",
        "assert_not_called",
        "assert_awaited",
        "assert_awaited_once",
        "assert_not_awaited",
    )
)
"""Assertions that need no arguments."""
