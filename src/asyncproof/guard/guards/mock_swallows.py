"""Finds mocks that swallowed an exception because they stand for `__aexit__`."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.guard.guard import Guard
from asyncproof.guard.mocks import MOCKS, is_mock, name_of_mock
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncproof.guard.ledger import Entry

_LONGEST = 100


class MockSwallows(Guard):
    """A mock in place of `__aexit__` or `__exit__` swallowed an exception, as what it returns is true.

    A context manager whose exit returns something true says: the exception is dealt with. Every mock returns
    something true, unless it was told what to return. So whatever fails in the `async with` is lost, also a
    failing `assert` of the test.

    ```python title="test_x.py"
    from unittest.mock import AsyncMock, MagicMock

    import pytest


    @pytest.mark.asyncio
    async def test_transaction():
        transaction = MagicMock()
        transaction.__aexit__ = AsyncMock()
        async with transaction:
            assert 1 + 1 == 3
    ```

    ```console
    $ pytest test_x.py
    ...
    mock-swallows: the mock `__aexit__` swallowed `AssertionError: assert (1 + 1) == 3`
        test_x.py:11:  assert 1 + 1 == 3
        why: a context manager that returns something true at its exit stops the exception, and a mock does
        do:  let it return something false: `AsyncMock(return_value=None)`
        more: asyncproof explain mock-swallows
    ...
    ```

    ## What it sees

    Mocks that were called with an exception, as `__aexit__` and `__exit__` are, and that had nothing to
    return but another mock. `MagicMock` and `AsyncMock` themselves have an exit that returns `False`; only
    one that was put there without a return value is at fault.

    ## What to do instead

    Use `MagicMock()` as it is, whose exit returns `False`, or `AsyncMock(return_value=None)`. A small
    class with a real `__aexit__` is clearer still.

    ## What it cannot see

    A mock that was told to return something true: that may be meant.
    """

    name: ClassVar[str] = "mock-swallows"
    group: ClassVar[str] = "mocks"
    why: ClassVar[str] = (
        "a context manager that returns something true at its exit stops the exception, and a mock does"
    )
    looks_at: ClassVar[tuple[str, ...]] = MOCKS

    def left(self, thing: Any, entry: Entry) -> None:
        """Look at the calls of a mock."""
        if entry.owner is None or not getattr(thing, "call_count", 0):
            return
        calls: Any = getattr(thing, "await_args_list", None)
        is_async = calls is not None and not is_mock(calls)
        for call in calls if is_async else thing.call_args_list:
            error = _exception_in(tuple(call[0]) if len(call) else ())
            if error is not None and thing.side_effect is None and _is_true(thing.return_value):
                self._tell(thing, entry, error, "AsyncMock" if is_async else "Mock")

    def _tell(self, mock: Any, entry: Entry, error: BaseException, kind: str) -> None:
        name = name_of_mock(mock)
        name = ("__aexit__" if kind == "AsyncMock" else "__exit__") if name == "mock" else name
        text = traceback.format_exception_only(type(error), error)[0].strip().partition("\n")[0][:_LONGEST]
        self.tell(
            entry.owner,
            f"the mock `{name}` swallowed `{text}`",
            place=_raised_at(error),
            subjects=[name],
            cure=f"let it return something false: `{kind}(return_value=None)`",
        )


def _exception_in(arguments: tuple[Any, ...]) -> BaseException | None:
    """Return the exception with which an exit was called."""
    if len(arguments) not in (3, 4):
        return None
    kind, error, trace = arguments[-3:]
    is_exit = isinstance(kind, type) and isinstance(error, BaseException) and isinstance(trace, TracebackType)
    return error if is_exit else None


def _is_true(result: Any) -> bool:
    return is_mock(result) and bool(result)


def _raised_at(error: BaseException) -> Place | None:
    lines = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [Place(file, line) for file, line in lines if not is_foreign(file) and not file.startswith("<")]
    return own[-1] if own else None
