"""Finds assertions that ask nothing but whether a mock is true."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MISSPELT, name_of_mock
from asyncproof.guard.reading.body import code_of_test
from asyncproof.guard.reading.source import function_of
from asyncproof.guard.seams import mock_truth

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_PLAIN = (ast.Await, ast.Call, ast.Name, ast.Attribute)


class MockAlwaysTrue(Guard):
    """An `assert` only asked whether the result of a mock is true, and every mock is.

    A mock that was not told what to return returns another mock, and that one is true. An assertion about it
    can't fail, whatever the code under test does.

    ```python title="test_x.py"
    from unittest.mock import AsyncMock

    import pytest


    async def is_allowed(client, user):
        return await client.check(user)


    @pytest.mark.asyncio
    async def test_is_allowed():
        client = AsyncMock()
        assert await is_allowed(client, "me")
    ```

    ```console
    $ pytest test_x.py
    ...
    mock-always-true: this `assert` only asks whether the mock `check()` is true
        test_x.py:13:  assert await is_allowed(client, "me")
        why: nobody said what the mock returns, so it returns another mock, and every mock is true
        do:  say what it returns: `check.return_value = ...`
        more: asyncproof explain mock-always-true
    ...
    ```

    ## What it sees

    A mock that another mock has made as its result, or an attribute of such a result, when an `assert` in the
    test itself is the first to ask whether it is true: `assert response.ok` after
    `response = await client.get("/")`.

    ## What to do instead

    Say what the mock returns, and compare with that: `assert await is_allowed(client, "me") is True`.

    ## What it cannot see

    An `assert` in a helper, or one with `and`, `or` or `not`. And an `if` in the code under test that goes
    one way because a mock is true is not told, as it may not matter.
    """

    name: ClassVar[str] = "mock-always-true"
    group: ClassVar[str] = "mocks"
    why: ClassVar[str] = (
        "nobody said what the mock returns, so it returns another mock, and every mock is true"
    )

    def __init__(self, session: Host) -> None:
        """Begin without mocks."""
        super().__init__(session)
        self._hears = False

    def test_begins(self, test: Owner) -> None:
        """Begin to listen, once there are mocks in this process."""
        if not self._hears:
            self._hears = mock_truth.listen(self._asked)

    def run_ends(self) -> None:
        """Put everything back."""
        if self._hears:
            mock_truth.forget(self._asked)
            self._hears = False

    def _asked(self, mock: Any, frame: FrameType) -> None:
        test = self.session.running
        if test is None or test.is_wide or code_of_test(test)[0] is not frame.f_code:
            return
        name = name_of_mock(mock)
        called = name.rpartition(".")[2].removesuffix("()")
        if "()" in name and called not in MISSPELT and _is_asserted(frame):
            self.tell(
                test,
                f"this `assert` only asks whether the mock `{name}` is true",
                place=Place(frame.f_code.co_filename, frame.f_lineno),
                subjects=[name],
                cure=f"say what it returns: `{name.replace('()', '.return_value')} = ...`",
            )


def _is_asserted(frame: FrameType) -> bool:
    """Say whether the line is an `assert` of nothing but this value."""
    definition = function_of(frame.f_code)
    return definition is not None and any(
        node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno) and isinstance(node.test, _PLAIN)
        for node in ast.walk(definition)
        if isinstance(node, ast.Assert)
    )
