"""Explains an assertion of a mock about awaits that did not happen."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import await_it, diff
from asyncproof.explain.code import failing_nodes, function_at, of_kind, text_of
from asyncproof.explain.values import is_async_mock, value_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_MESSAGE = re.compile(
    r"^(?:Expected .* to have been awaited|expected await not found|Awaits not found"
    r"|Expected .* to be awaited|.* await not found)"
)
_ASSERTS = re.compile(r"^assert_(?:awaited|any_await|has_awaits)")


class MockCalledNotAwaited(Case):
    """An `AsyncMock` was expected to be awaited; it was called, and nobody awaited what the call gave.

    `assert_called...` counts calls and is content with one that nobody awaited; `assert_awaited...`
    counts awaits.

    ```python title="test_notify.py"
    from unittest.mock import AsyncMock

    import pytest


    async def notify(mailer):
        mailer.send("hello")


    @pytest.mark.asyncio
    async def test_notify():
        mailer = AsyncMock()
        await notify(mailer)
        mailer.send.assert_awaited_once()
    ```

    ```console
    $ pytest test_notify.py
    ...
    What happened: `mailer.send` (test_notify.py:14) was called 1 time with `('hello')` and never
      awaited.
    Why: calling an AsyncMock only makes a coroutine; the code under test has not awaited it.
    Do this: await the call: `await mailer.send(...)`.
    More: asyncproof explain mock-called-not-awaited
    ...
    ```

    ## What to do instead

    Await the call in the code under test: this assertion has found a bug. With the guards on, the report
    also has the line that made the call and did not await it (`never-awaited`).
    """

    slug: ClassVar[str] = "mock-called-not-awaited"
    texts: ClassVar[tuple[str, ...]] = (
        "Expected ... to have been awaited",
        "expected await not found",
        "Awaits not found.",
    )
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell how often it was called, and awaited."""
        if not isinstance(failure.error, AssertionError) or not _MESSAGE.match(failure.message):
            return None
        frame = failure.user_frame
        node = None if frame is None else _asserted(frame)
        if frame is None or node is None:
            return None
        mock = value_of(node, frame)
        if not is_async_mock(mock) or mock.call_count <= mock.await_count:
            return None
        calls, awaits = mock.call_count, mock.await_count
        with_what = f" with `{short(str(mock.call_args).removeprefix('call'))}`" if calls == 1 else ""
        awaited = "never awaited" if not awaits else f"awaited {_times(awaits)}"
        text = text_of(node)
        return Story(
            what=f"`{short(text)}`{line_of(frame)} was called {_times(calls)}{with_what} and {awaited}.",
            why="calling an AsyncMock only makes a coroutine; the code under test has not awaited it.",
            do=f"await the call: `await {text}(...)`.",
            change=_change(frame, text),
        )


def _times(number: int) -> str:
    return f"{number} time{'' if number == 1 else 's'}"


def _asserted(frame: Frame) -> ast.expr | None:
    for node in failing_nodes(frame):
        for one in of_kind(node, ast.Attribute):
            if _ASSERTS.match(one.attr):
                return one.value
    return None


def _change(frame: Frame, text: str) -> str:
    """Return the change, if the call stands in the same function."""
    function = function_at(frame.file, frame.line)
    if not isinstance(function, ast.AsyncFunctionDef):
        return ""
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and text_of(node.func) == text
        and not isinstance(getattr(node, "parent", None), ast.Await)
    ]
    return diff(frame.file, [await_it(frame.file, calls[0])]) if len(calls) == 1 else ""
