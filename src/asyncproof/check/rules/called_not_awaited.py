"""Rule called-not-awaited: an assertion that an async mock was called, which says nothing of an await."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence, Edit, Fix, Span
from asyncproof.check.insight.mocked.made import dotted, is_async_mock, outermost
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_AWAITED = {
    "assert_called": "assert_awaited",
    "assert_called_once": "assert_awaited_once",
    "assert_called_with": "assert_awaited_with",
    "assert_called_once_with": "assert_awaited_once_with",
    "assert_any_call": "assert_any_await",
    "assert_has_calls": "assert_has_awaits",
}


class CalledNotAwaited(Rule):
    """An `AsyncMock` is asserted to have been called, which is true even if nobody awaited the call.

    ## What it does

    Finds `mock.assert_called_once()` and its like on what is certainly an `AsyncMock`, in a test that asserts
    nothing of awaits on the same mock.

    ## Why it is bad

    Calling an `AsyncMock` makes a coroutine, and awaiting that coroutine does the work. If the code under
    test forgets the `await`, the call is counted all the same, and the assertion passes.

    ## Example

    ```python bad title="test_mail.py"
    from unittest.mock import AsyncMock


    async def welcome(mailer, name):
        await mailer.send(f"Hello {name}")


    async def test_a_mail_is_sent():
        mailer = AsyncMock()
        await welcome(mailer, "Ann")
        mailer.send.assert_called_once_with("Hello Ann")  # AP308
    ```

    ## What to do instead

    ```python good title="test_mail.py"
    from unittest.mock import AsyncMock


    async def welcome(mailer, name):
        await mailer.send(f"Hello {name}")


    async def test_a_mail_is_sent():
        mailer = AsyncMock()
        await welcome(mailer, "Ann")
        mailer.send.assert_awaited_once_with("Hello Ann")
    ```

    `assert_not_called` is right as it is: it says more than `assert_not_awaited`.

    ## What it cannot see

    Mocks of which it is not certain that they are an `AsyncMock`. Whether the code awaits the call: where it
    does, the assertion is only weaker than it could be. That is why this is advice.
    """

    code = "AP308"
    name = "called-not-awaited"
    severity = Severity.INFO
    confidence = Confidence.CERTAIN
    guide = "Of an AsyncMock, assert that it was awaited, not only that it was called."

    @only(called=_AWAITED)
    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at an assertion."""
        call = node.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return
        better = _AWAITED.get(call.func.attr)
        if better is None or not is_async_mock(here, call.func.value) or _is_told(call.func.value, here):
            return
        if here.expects(call, "AssertionError"):
            return  # nobody is to have called it
        line, column = call.func.end_lineno or 0, call.func.end_col_offset or 0
        span = Span(line, column - len(call.func.attr), line, column)
        written = ast.unparse(call.func.value)
        here.report(
            self,
            node,
            f"`{call.func.attr}` passes even if nobody awaited `{written}`: it is an `AsyncMock`",
            cure=f"write `{better}`",
            fix=Fix(f"write {better}", (Edit(span, better),)),
        )


def _is_told(mock: ast.expr, here: Here) -> bool:
    """Tell whether the test says of the same mock that it was awaited, or awaits it itself."""
    written, function = dotted(mock), outermost(here)
    if written is None or function is None:
        return False
    for node in nodes_in(function):
        if isinstance(node, ast.Attribute) and "await" in node.attr and dotted(node.value) == written:
            return True
        if (
            isinstance(node, ast.Await)
            and isinstance(node.value, ast.Call)
            and dotted(node.value.func) == written
        ):
            return True
    return False
