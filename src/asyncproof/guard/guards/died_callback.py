"""Finds callbacks, protocols and handlers of the event loop that raised an error which nobody hears of."""

from __future__ import annotations

from asyncio import CancelledError, TimerHandle
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.deaths import Death, DeathGuard, is_leaving, is_log_watched, is_users, short, user_lines
from asyncproof.guard.pending import owner_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERS = ("task", "future", "asyncgen")
_HANDLER = "client_connected_cb"
"""What other guards tell of."""


class DiedCallback(DeathGuard):
    """A callback, protocol method or connection handler raised an error, and nobody heard of it.

    ## What it sees

    Errors in what the event loop calls: `call_soon`, `call_later`, `add_done_callback`, `add_reader`, signal
    handlers, `data_received` and the other methods of protocols.

    ```python title="test_timer.py"
    import asyncio

    import pytest


    def expire():
        raise KeyError("session")


    @pytest.mark.asyncio
    async def test_session_expires():
        asyncio.get_running_loop().call_soon(expire)
        await asyncio.sleep(0)
    ```

    ```console
    $ pytest test_timer.py
    ...
    died-callback: callback `expire()` raised `KeyError: 'session'`, and nobody heard of it
        test_timer.py:7:  raise KeyError("session")
    ...
    ```

    ## Why it is bad

    There is no caller that the error could go to: the loop writes it to its log and goes on.

    ## What to do instead

    Catch it in the callback and hand it to who waits, with `future.set_exception(error)`, or do the work in
    a task that is awaited. A test that expects the error sets `loop.set_exception_handler` and looks at what
    it got.

    ## What it cannot see

    Errors of loops that have an exception handler of their own, and errors inside of libraries where no line
    of your code is involved.
    """

    name: ClassVar[str] = "died-callback"
    texts: ClassVar[tuple[str, ...]] = ("Exception in callback ...",)
    why: ClassVar[str] = "an event loop can only log what a callback raises; no test fails for it"
    cure: ClassVar[str] = (
        "catch it there and hand it to who waits (`future.set_exception`), or do the work in an awaited task"
    )

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear of what a loop could only log."""
        error = context.get("exception")
        if not isinstance(error, BaseException) or is_leaving(error) or _is_anothers(context):
            return
        if isinstance(error, CancelledError):  # before 3.12 streams complain of a handler that was cancelled
            return
        if isinstance(error, OSError) and "handle" not in context:
            return  # a connection that did not come about, or broke
        if context.get("protocol") is not None and _is_by_a_mock(error):
            return  # a fault that the test has injected, to see what becomes of it
        lines = user_lines(error)
        if not lines and not (is_users(error) or _is_bare(error)):
            return
        handle = context.get("handle")
        owner = (None if handle is None else owner_of(handle)) or self.session.owner_now()
        if is_log_watched(owner):
            return
        what = _name(context, lines[0].function if lines else "")
        message = f"{what} raised `{short(error)}`, and nobody heard of it"
        if isinstance(error, AssertionError):
            message = f"an assertion failed in {what} and never counted: `{short(error)}`"
        self.died(Death(owner, error, message, subjects=[lines[0].function] if lines else []))


def _is_anothers(context: Mapping[str, object]) -> bool:
    return any(key in context for key in _OTHERS) or _HANDLER in str(context.get("message"))


def _is_by_a_mock(error: BaseException) -> bool:
    tb = error.__traceback__
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    return tb is not None and tb.tb_frame.f_globals.get("__name__") == "unittest.mock"


def _is_bare(error: BaseException) -> bool:
    """Say whether a callback failed that is no Python code: then nobody but the user can have given it."""
    tb = error.__traceback__
    return tb is not None and tb.tb_next is None


def _name(context: Mapping[str, object], function: str) -> str:
    protocol, handle = context.get("protocol"), context.get("handle")
    if protocol is not None and function:
        return f"`{type(protocol).__name__}.{function}()`"
    if handle is not None:
        if not function:
            text = str(context.get("message")).removeprefix("Exception in callback ")
            return f"callback `{text.splitlines()[0][:60]}`"
        kind = "timer callback" if isinstance(handle, TimerHandle) else "callback"
        return f"{kind} `{function}()`"
    return f"`{function}()`" if function else f"something ({context.get('message')})"
