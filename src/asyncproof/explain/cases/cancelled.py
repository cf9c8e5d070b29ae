"""Explains a `CancelledError` that reached the test."""

from __future__ import annotations

import ast
import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, function_at, of_kind, text_of
from asyncproof.explain.values import value_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame


class Cancelled(Case):
    """A cancellation reached the test: something that it awaited had been cancelled.

    Who awaits a cancelled task gets its `CancelledError`, which is no `Exception`: `except Exception` lets
    it pass.

    ```python title="test_worker.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_worker_stops():
        worker = asyncio.create_task(asyncio.sleep(60))
        await asyncio.sleep(0)
        worker.cancel()
        await worker
    ```

    ```console
    $ pytest test_worker.py
    ...
    What happened: `await worker` (test_worker.py:11) raised CancelledError: the task had been
      cancelled in line 10: `worker.cancel()`.
    ...
    Do this: say that you expect it: `with contextlib.suppress(asyncio.CancelledError): await
      worker`.
    More: asyncproof explain cancelled
    ...
    ```

    ## What to do instead

    Await a task that you have cancelled inside of `with contextlib.suppress(asyncio.CancelledError)`, or of
    `pytest.raises(asyncio.CancelledError)` if that is what the test is about. If nobody should have
    cancelled it, look for a time limit, a TaskGroup or a fixture that did.
    """

    slug: ClassVar[str] = "cancelled"
    texts: ClassVar[tuple[str, ...]] = ("CancelledError",)
    order: ClassVar[int] = 95

    def story(self, failure: Failure) -> Story | None:
        """Tell it where it is the error that the test failed with."""
        if type(failure.error) is not asyncio.CancelledError:
            return None
        frames = failure.user_frames
        if not frames:
            return None
        for frame in frames:
            found = _awaited(frame)
            if found is not None:
                return _of_task(found, frame)
        frame = frames[0]
        return Story(
            what=f"the wait in `{frame.function}`{line_of(frame)} was cancelled, and nobody caught the "
            f"CancelledError.{_reason(failure)}",
            why="CancelledError is no `Exception`: `except Exception` lets it pass, up to the test.",
            do="find who cancels it: a `cancel()`, a time limit, or a TaskGroup in which another task has "
            "failed.",
        )


def _awaited(frame: Frame) -> ast.expr | None:
    """Return the name of the cancelled task or future that is awaited there."""
    for node in failing_nodes(frame):
        for one in of_kind(node, ast.Await):
            if isinstance(one.value, ast.Name | ast.Attribute):
                value: Any = value_of(one.value, frame)
                if isinstance(value, asyncio.Future) and value.cancelled():
                    return one.value
    return None


def _of_task(node: ast.expr, frame: Frame) -> Story:
    name = text_of(node)
    what = f"`await {name}`{line_of(frame)} raised CancelledError: the task had been cancelled"
    line = _cancel_line(name, frame)
    what += f" in line {line}: `{name}.cancel()`." if line else "."
    return Story(
        what=what,
        why="who awaits a cancelled task gets its CancelledError, and that is no `Exception`.",
        do="say that you expect it: `with contextlib.suppress(asyncio.CancelledError): await "
        f"{short(name)}`.",
    )


def _cancel_line(name: str, frame: Frame) -> int | None:
    function = function_at(frame.file, frame.line)
    for node in () if function is None else ast.walk(function):
        if isinstance(node, ast.Call) and text_of(node.func) == f"{name}.cancel":
            return node.lineno
    return None


def _reason(failure: Failure) -> str:
    text = failure.message.strip()
    return f" Its reason: {short(text)}." if text else ""
