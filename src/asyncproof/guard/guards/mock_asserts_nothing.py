"""Finds assertions about mocks that assert nothing: not called, or spelled as no assertion is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import ASSERTIONS, MISSPELT, MOCKS, is_specified, last_name, parent_of
from asyncproof.guard.reading.suspects import misspelt_in, suspects_in

if TYPE_CHECKING:
    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


class MockAssertsNothing(Guard):
    """An assertion about a mock asserts nothing: it is not called, or it is none.

    `mock.assert_awaited` without parentheses only looks the method up. And a mock has every attribute that
    it is asked for: `mock.awaited_once_with(1)` is one more call of a mock, and what it returns is true.

    ```python title="test_x.py"
    from unittest.mock import AsyncMock

    import pytest


    @pytest.mark.asyncio
    async def test_send():
        send = AsyncMock()
        send.assert_awaited_once
    ```

    ```console
    $ pytest test_x.py
    ...
    mock-asserts-nothing: `assert_awaited_once` is not called
        test_x.py:9:  send.assert_awaited_once
        why: without parentheses the assertion is only looked up, and can't fail
        do:  call it: `send.assert_awaited_once()`
        more: asyncproof explain mock-asserts-nothing
    ...
    ```

    ## What it sees

    In the code of the test and of its own fixtures, where the file of the test has such a line: a statement
    that is nothing but `mock.assert_...`, `assert mock.assert_...`, and names such as `called_once_with`,
    `awaited_once` or `has_awaits` that were asked of a mock and stand in an `assert` or alone, awaited or
    not.

    ## What to do instead

    Call the assertion. Names that begin with `assert_` are the mock's own; `spec` or `autospec` lets a
    mock refuse all others.

    ## What it cannot see

    Assertions in helpers that the test calls, and in nested functions of other files. A name that begins like
    `assert` and is misspelt makes the mock itself raise `AttributeError`.
    """

    name: ClassVar[str] = "mock-asserts-nothing"
    group: ClassVar[str] = "mocks"
    looks_at: ClassVar[tuple[str, ...]] = MOCKS

    def __init__(self, session: Host) -> None:
        """Begin with nothing."""
        super().__init__(session)
        self._asked: set[str] = set()
        self._has_passed = False

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Look for assertions that are not called."""
        self._asked.clear()
        self._has_passed = failure is None
        if failure is not None:
            return
        for file, expression in suspects_in(test):
            if isinstance(expression, ast.Attribute) and expression.attr in ASSERTIONS:
                self.tell(
                    test,
                    f"`{expression.attr}` is not called",
                    place=Place(file, expression.end_lineno),
                    subjects=[expression.attr],
                    why="without parentheses the assertion is only looked up, and can't fail",
                    cure=f"call it: `{ast.unparse(expression)}()`",
                )

    def left(self, thing: Any, entry: Entry) -> None:
        """Note which names that look like assertions were asked of a mock."""
        name = last_name(thing)
        if name in MISSPELT and entry.owner is not None and not is_specified(parent_of(thing)):
            self._asked.add(name)

    def test_ends(self, test: Owner) -> None:
        """Look where those names stand."""
        if not self._asked or not self._has_passed:
            return
        for file, called in misspelt_in(test):
            if called.attr in self._asked:
                self.tell(
                    test,
                    f"`{called.attr}` is no assertion: a mock has every attribute that it is asked for",
                    place=Place(file, called.end_lineno),
                    subjects=[called.attr],
                    why="a mock that was not told otherwise is true, so this can't fail",
                    cure=f"write `{ast.unparse(called.value)}.assert_{called.attr}(...)`",
                )
