"""Finds expected errors that were not those of the code under test."""

from __future__ import annotations

import dis
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.deaths import raised_at, short, user_lines
from asyncproof.guard.guard import Guard
from asyncproof.guard.wording import shown

if TYPE_CHECKING:
    from asyncproof.guard.expectation import Expectation

_FORGOTTEN = (
    r"'coroutine' object|object '?(\w*Mock|coroutine)'? can't be used in 'await' expression"
    r"|'\w*Mock' object can't be awaited"
    r"|unsupported operand type\(s\).*'coroutine'|not supported between instances of.*'coroutine'"
)
"""A coroutine that nobody awaited, or a mock that can't be: no code under test raises this on purpose."""
_MISUSE = (
    r"can't be (used in 'await' expression|awaited)|attached to a different loop"
    r"|is bound to a different event loop|[Nn]o running event loop|Event loop is closed"
    r"|There is no current event loop|cannot be called from a running event loop"
    r"|This event loop is already running"
    r"|cannot reuse already awaited coroutine|coroutine is being awaited already|asynchronous context manager"
    r"|'async (for|with)' (requires|received) an? (object|invalid)"
    r"|a coroutine was expected|awaitable is required"
)
_SIGNATURE = r"^(?!.*__(init|new)__\(\)).*\(\) (missing \d+ required|got an unexpected|takes .* positional)"
"""Patterns as text: `re` compiles them when a test expects its first error."""
_TIMERS = ("asyncio", "async_timeout", "anyio")


class WrongRaises(Guard):
    """A test expects an error, and what it caught was something else.

    ## What it sees

    `pytest.raises(Exception)` or `assertRaises(Exception)` that caught
    - an error which says that async code is used in a wrong way: a mock that can't be awaited, a coroutine
    that
      nobody awaited, a lock of another loop;
    - a misspelled name or attribute, a wrong argument, or a failed assertion, in the test's own line;
    - the time limit that the test itself has set, by `wait_for` or `asyncio.timeout`;
    - a mock that has run out of values, or has no such attribute.

    ```python title="test_orders.py"
    from unittest.mock import Mock

    import pytest


    async def order(store, item):
        return await store.reserve(item)


    @pytest.mark.asyncio
    async def test_nothing_left():
        store = Mock()
        with pytest.raises(Exception):
            await order(store, "apple")
    ```

    ```console
    $ pytest test_orders.py
    ...
        test_orders.py:14:  await order(store, "apple")
        raised at test_orders.py:7:  return await store.reserve(item)
    ...
        more: asyncproof explain wrong-raises
    ...
    ```

    ## Why it is bad

    Every mistake is an `Exception` too, so the test passes without the code under test ever having failed in
    the way that the test is about.

    ## What to do instead

    Expect the error that the code raises, and its message: `pytest.raises(SoldOut, match="apple")`.

    ## What it cannot see

    A narrow expectation that is met by the right kind of error from the wrong place.
    """

    name: ClassVar[str] = "wrong-raises"
    group: ClassVar[str] = "expectations"
    why: ClassVar[str] = "the test passes though the code under test did not fail in the way it is about"
    cure: ClassVar[str] = (
        "expect the error that the code raises, with its message: `raises(ItsError, match=...)`"
    )

    def expected(self, expectation: Expectation) -> None:
        """Look at what was caught."""
        what = _mistake(expectation)
        if what is None:
            return
        line = expectation.line
        raised = raised_at(expectation.error)
        where = [f"raised at {shown(raised.place)}"] if raised is not None and raised != line else []
        place = line or raised
        self.tell(
            self.session.owner_now(),
            f"`{expectation.text}` caught `{short(expectation.error)}`: {what}",
            place=None if place is None else place.place,
            subjects=[expectation.frame.f_code.co_name],
            lines=where,
        )


def _mistake(expectation: Expectation) -> str | None:
    """Return what was caught in truth; None for what may well be right."""
    error, message = expectation.error, str(expectation.error)
    if expectation.is_precise:
        return None
    if isinstance(error, TypeError | AttributeError) and re.search(_FORGOTTEN, message):
        return "an `await` is missing, or a mock stands where something awaitable belongs"
    if _is_own_limit(expectation) and (expectation.is_broad or OSError in expectation.kinds):
        return "the test's own time limit was over before the code under test raised anything"
    return _broadly(expectation) if expectation.is_broad else None


def _broadly(expectation: Expectation) -> str | None:
    error, message = expectation.error, str(expectation.error)
    if isinstance(error, TypeError | RuntimeError | ValueError) and re.search(_MISUSE, message):
        return "async code is used in a wrong way; the code under test has raised nothing of its own"
    if type(error).__module__ == "builtins" and type(error).__name__ in {"Failed", "Skipped"}:
        return "the test's own verdict was taken for the expected error"
    if _is_mocks(expectation):
        return "a mock has no (more) answers; the code under test has raised nothing of its own"
    return _own_mistake(expectation) if expectation.is_own else None


def _own_mistake(expectation: Expectation) -> str | None:
    error, message = expectation.error, str(expectation.error)
    if type(error) in (NameError, UnboundLocalError):
        return "the name is wrong in the test itself"
    if type(error) is AssertionError:
        return "an assertion of the test has failed inside of the block, and passes for the expected error"
    if type(error) is AttributeError and "has no attribute" in message and _is_reading(expectation):
        return "the attribute is wrong in the test itself; nothing was called"
    if type(error) is TypeError and re.search(_SIGNATURE, message):
        return "the arguments are wrong in the test itself; nothing was called"
    return None


def _is_reading(expectation: Expectation) -> bool:
    """Say whether the line has only looked an attribute up: to set one may be what the test is about."""
    innermost = expectation.innermost
    if innermost is None:
        return False
    frame, at = innermost
    return dis.opname[frame.f_code.co_code[at]].startswith("LOAD_")


def _is_own_limit(expectation: Expectation) -> bool:
    """Say whether a time limit of the test has ended the block."""
    error, innermost = expectation.error, expectation.innermost
    if type(error).__name__ != "TimeoutError" or str(error) or innermost is None:
        return False
    through = {(line.file, line.function) for line in user_lines(error)}
    code = expectation.frame.f_code
    package = str(innermost[0].f_globals.get("__name__")).partition(".")[0]
    return through == {(code.co_filename, code.co_name)} and package in _TIMERS


def _is_mocks(expectation: Expectation) -> bool:
    error, innermost = expectation.error, expectation.innermost
    if innermost is None or innermost[0].f_globals.get("__name__") != "unittest.mock":
        return False
    if type(error) in (StopAsyncIteration, StopIteration):
        return True
    return type(error) is AttributeError and "has no attribute" in str(error)
