"""Rule uncalled-mock-assertion: an assertion about a mock that asserts nothing."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.mocked.made import as_made
from asyncproof.check.linking.mocks import MISSPELT
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class UncalledMockAssertion(Rule):
    """An assertion about a mock is looked up and not called, or spelled as no assertion is.

    ## What it does

    Finds `mock.assert_awaited_once` without parentheses, and `assert mock.called_once_with(1)`,
    `mock.has_awaits()`, `mock.assert_awaited_onec()` and their like, where the object is a mock for certain.

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
                fix=Fix("call it", (Edit(end, "()"),), safe=True) if value.attr in _BARE else None,
            )
        elif isinstance(value, ast.Call):
            self._misspelt(node, value, here)

    def on_Assert(self, node: ast.Assert, here: Here) -> None:
        """Look at what is asserted."""
        test = node.test
        if isinstance(test, ast.Call):
            self._misspelt(node, test, here)
        elif isinstance(test, ast.Attribute) and self._is_mock(test, here):
            if test.attr in MISSPELT:
                self._tell(node, test, test, here)
            elif test.attr.startswith("assert_"):
                here.report(
                    self,
                    test,
                    f"`{ast.unparse(test)}` is a method, and always true: it asserts nothing",
                    cure="call it, as a statement of its own",
                )

    def _misspelt(self, statement: ast.stmt, node: ast.Call, here: Here) -> None:
        called = node.func
        if not isinstance(called, ast.Attribute):
            return
        if called.attr in MISSPELT and self._is_mock(called, here):
            self._tell(statement, node, called, here)
        elif called.attr.startswith(_FORBIDDEN) and called.attr not in _ASSERTIONS:
            self._unheard_of(called, here)
        elif called.attr.lower() in _ASSERTIONS - {called.attr} and self._is_mock(called, here):
            here.report(
                self,
                called,
                f"`{called.attr}` is no assertion of mocks, but one more mock: it can't fail",
                cure=f"write `{called.attr.lower()}`",
            )

    def _unheard_of(self, called: ast.Attribute, here: Here) -> None:
        """Tell of a name that mocks refuse, because it looks like that of an assertion."""
        meant = get_close_matches(called.attr, _ASSERTIONS, 1)
        if not self._is_mock(called, here) or here.expects(called, "AttributeError"):
            return
        here.report(
            self,
            called,
            f"`{called.attr}` is no assertion of mocks: an `AttributeError`",
            cure=f"write `{meant[0]}`" if meant else "take one of the assertions that mocks have",
        )

    def _tell(self, statement: ast.stmt, node: ast.expr, called: ast.Attribute, here: Here) -> None:
        here.report(
            self,
            node,
            f"`{called.attr}` is no assertion of mocks, but one more mock: it can't fail",
            cure=f"write `{ast.unparse(called.value)}.assert_{called.attr}(...)`, as a statement of its own",
            fix=_spelt(statement, node, called, here),
        )

    def _is_mock(self, node: ast.Attribute, here: Here) -> bool:
        made = as_made(here, node.value)
        return made is not None and made.spec is None and not dict(made.attributes).get(node.attr)


def _spelt(statement: ast.stmt, node: ast.expr, called: ast.Attribute, here: Here) -> Fix | None:
    """Return the fix that writes the assertion that is meant, as a statement of its own."""
    name, made = f"assert_{called.attr}", as_made(here, called.value)
    is_there = made is not None and ("await" not in name or made.kind == "AsyncMock")
    if not is_there or (node is called and name not in _BARE):
        return None
    end = Span.of(called)
    written = Span(end.end_line, end.end_column - len(called.attr), end.end_line, end.end_column)
    edits = [Edit(written, f"{name}()" if node is called else name)]
    if isinstance(statement, ast.Assert):
        begin = Span(statement.lineno, statement.col_offset, node.lineno, node.col_offset)
        whole = Span.of(statement)
        plain = (begin.line, begin.column + len("assert ")) == (begin.end_line, begin.end_column)
        if not plain or whole[2:] != Span.of(node)[2:]:
            return None  # there are parentheses or a message
        edits.insert(0, Edit(begin, ""))
    return Fix("write the assertion that is meant", tuple(edits), safe=True)


_FORBIDDEN = ("assert", "assret", "asert", "aseert", "assrt")
"""What no attribute of a mock may begin with."""
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
_ASSERTIONS = _BARE | {
    f"assert_{name}"
    for name in (
        *("called_with", "called_once_with", "any_call", "has_calls"),
        *("awaited_with", "awaited_once_with", "any_await", "has_awaits"),
    )
}
