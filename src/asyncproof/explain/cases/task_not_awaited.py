"""Explains the use of a task or future as if it were its result."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import await_it, diff
from asyncproof.explain.code import failing_nodes, function_at, is_store, of_kind, text_of
from asyncproof.explain.names import source_of
from asyncproof.explain.values import UNKNOWN, is_future, value_of
from asyncproof.explain.wording import a, at, kind_name, line_of, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_KINDS = r"(?:_asyncio\.)?(?:Task|Future|_GatheringFuture|ControlledTask|ControlledFuture)"
_MESSAGE = re.compile(
    rf"'{_KINDS}' object (?:is not (?:subscriptable|callable)|has no attribute|does not support item)"
    rf"|object of type '{_KINDS}' has no len|argument of type '{_KINDS}' is not"
    rf"|a container or iterable.*'{_KINDS}'"
    rf"|not supported between instances of (?:'{_KINDS}' and|'[^']+' and '{_KINDS}')"
    rf"|unsupported operand type\(s\) for .*'{_KINDS}'|Object of type {_KINDS} is not JSON"
)
_TOO_EARLY = ("Result is not set.", "Result is not ready.", "Exception is not set.")
_NOT_WAITED = "await wasn't used with future"


class TaskNotAwaited(Case):
    """A task or future was used as if it were its result, or asked for its result before it was done.

    ```python title="test_job.py"
    import asyncio

    import pytest


    async def job():
        return 1


    @pytest.mark.asyncio
    async def test_job():
        task = asyncio.create_task(job())
        assert task.result() == 1
    ```

    ```console
    $ pytest test_job.py
    ...
    What happened: `task.result()` (test_job.py:13) was asked for before the task was done.
      `task` was made in line 12: `asyncio.create_task(job())`.
    Why: a task runs by itself, while others wait; `await` waits for it and gives its result.
    Do this: await it: `await task`.
    More: asyncproof explain task-not-awaited
    ...
    ```

    ## What to do instead

    Await the task: that waits for it and gives the result. `asyncio.gather()` and
    `loop.run_in_executor()` return futures too.
    """

    slug: ClassVar[str] = "task-not-awaited"
    texts: ClassVar[tuple[str, ...]] = (
        "Result is not set.",
        "'_asyncio.Task' object is not subscriptable",
        "'_GatheringFuture' object is not subscriptable",
        "object of type '_GatheringFuture' has no len()",
        "await wasn't used with future",
    )
    order: ClassVar[int] = 55

    def story(self, failure: Failure) -> Story | None:
        """Tell which task it is, and where it was made."""
        frame = failure.user_frame
        if frame is None:
            return None
        early = type(failure.error).__name__ == "InvalidStateError" and failure.message in _TOO_EARLY
        iterated = isinstance(failure.error, RuntimeError) and failure.message == _NOT_WAITED
        used = isinstance(failure.error, TypeError | AttributeError) and _MESSAGE.search(failure.message)
        if not (early or iterated or used):
            return None
        why = "a task runs by itself, while others wait; `await` waits for it and gives its result."
        for node in _tasks(frame):
            text = short(text_of(node))
            what = f"`{text}`{line_of(frame)} is {a(kind_name(value_of(node, frame)))} and not its result."
            asked = getattr(getattr(node, "parent", None), "attr", "result")
            if early:
                what = f"`{text}.{asked}()`{line_of(frame)} was asked for before the task was done."
            source = source_of(node.id, frame, failure) if isinstance(node, ast.Name) else None
            known = []
            if source is not None and source.value is not None:
                made = at(source.place, frame)
                known = [f"`{text}` was made{made}: `{short(text_of(source.value))}`."]
            inside = isinstance(function_at(frame.file, frame.line), ast.AsyncFunctionDef)
            change = diff(frame.file, [await_it(frame.file, node)]) if inside and not early else ""
            return Story("\n".join([what, *known]), why, f"await it: `await {text}`.", change)
        return Story(f"A task{line_of(frame)} was used as if it were its result.", why, "await it.")


def _tasks(frame: Frame) -> Iterator[ast.expr]:
    for node in failing_nodes(frame):
        for one in of_kind(node, ast.Name, ast.Attribute):
            value = value_of(one, frame) if not is_store(one) else UNKNOWN
            if value is not UNKNOWN and is_future(value):
                yield one
