"""Explains a `TimeoutError` without a message: which limit was over, and what the code waited for."""

from __future__ import annotations

import ast
import asyncio
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import of_kind, parents, source_line, statement_at, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_LIMITS = ("wait_for", "timeout", "timeout_at", "fail_after")
_MODULES = ("asyncio.tasks", "asyncio.timeouts", "anyio", "async_timeout")


class TimeLimit(Case):
    """A time limit was over: `asyncio.wait_for` or `asyncio.timeout` raised a `TimeoutError` without a word.

    The error says neither which limit it was nor what the code was waiting for.

    ```python title="test_queue.py"
    import asyncio

    import pytest


    async def first(queue):
        return await queue.get()


    @pytest.mark.asyncio
    async def test_first():
        await asyncio.wait_for(first(asyncio.Queue()), timeout=0.05)
    ```

    ```console
    $ pytest test_queue.py
    ...
    What happened: the limit of `asyncio.wait_for(first(asyncio.Queue()), timeout=0.05)`
      (test_queue.py:12) was over while `first` was waiting (test_queue.py:7): `return await
      queue.get()`.
    ...
    More: asyncproof explain time-limit
    ...
    ```

    ## What to do instead

    Find out why what was waited for did not come: nobody does it, it waits for something itself, or its task
    has died. A longer limit helps only if the work is long; under `@pytest.mark.virtual_time` no limit is
    over because a machine is slow.
    """

    slug: ClassVar[str] = "time-limit"
    texts: ClassVar[tuple[str, ...]] = ("TimeoutError",)
    order: ClassVar[int] = 92

    def story(self, failure: Failure) -> Story | None:
        """Tell it where asyncio itself has raised the error."""
        error, frames = failure.error, failure.frames
        if not isinstance(error, TimeoutError | asyncio.TimeoutError) or failure.message or not frames:
            return None
        if not str(frames[-1].frame.f_globals.get("__name__")).startswith(_MODULES):
            return None
        frame = failure.user_frame
        if frame is None:
            return None
        limit = _limit(frame)
        what = "a time limit" if limit is None else f"the limit of `{short(limit)}`"
        what += f"{line_of(frame)} was over{_waiting(failure, frame)}."
        return Story(
            what=what,
            why="a TimeoutError of asyncio says neither which limit it was nor what it was waiting for.",
            do="find out why that did not come in time: nobody does it, it waits for something itself, or "
            "its task has "
            "died. If it is only slow here, use `@pytest.mark.virtual_time`.",
        )


def _limit(frame: Frame) -> str | None:
    """Return the call that sets the limit: in the statement itself, or in a `with` around it."""
    statement = statement_at(frame.file, frame.line)
    places: list[ast.AST] = [] if statement is None else [statement]
    for node in () if statement is None else takewhile(_is_inside, parents(statement)):
        if isinstance(node, ast.With | ast.AsyncWith):
            places += [item.context_expr for item in node.items]
    calls = (call for place in places for call in of_kind(place, ast.Call))
    return next((text_of(call) for call in calls if _name(call) in _LIMITS), None)


def _is_inside(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _name(call: ast.Call) -> str:
    return text_of(call.func).rpartition(".")[2]


def _waiting(failure: Failure, frame: Frame) -> str:
    """Say where the code was when it was cancelled: the cancellation remembers it."""
    for cause in failure.causes():
        if isinstance(cause, asyncio.CancelledError):
            inner = failure.because_of(cause).user_frame
            if inner is not None and (inner.file, inner.line) != (frame.file, frame.line):
                text = short(source_line(inner.file, inner.line))
                return f" while `{inner.function}` was waiting{line_of(inner)}: `{text}`"
    return ""
