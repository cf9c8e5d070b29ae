"""Explains the exception group that a TaskGroup raises: which of its errors matters."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff, replaced
from asyncproof.explain.code import of_kind, parents, statement_at, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_MOST = 3


class TaskGroup(Case):
    """A TaskGroup raised the errors of its tasks as one `ExceptionGroup`.

    The report of a group is long, and the error that matters is in its innermost part: the first task that
    failed. The others were cancelled for it, or failed as well.

    ```python title="test_fetch.py"
    import anyio
    import pytest


    async def fetch():
        raise ConnectionError("no route")


    @pytest.mark.asyncio
    async def test_fetch():
        with pytest.raises(ConnectionError):
            async with anyio.create_task_group() as group:
                group.start_soon(fetch)
    ```

    ```console
    $ pytest test_fetch.py
    ...
    What happened: a task of the group failed with `ConnectionError: no route` (test_fetch.py:6, in
      `fetch`).
    Why: a group wraps the errors of its tasks into an ExceptionGroup, even a single one, and
      `pytest.raises(ConnectionError)` does not look into groups.
    Do this: expect the group.
        test_fetch.py:11
        -     with pytest.raises(ConnectionError):
        +     with pytest.RaisesGroup(ConnectionError):
    More: asyncproof explain task-group
    ...
    ```

    ## What to do instead

    Where the error is expected, write `pytest.RaisesGroup(ConnectionError)`, or `except*` in the code
    (Python 3.11). Otherwise mend the task that failed first.
    """

    slug: ClassVar[str] = "task-group"
    texts: ClassVar[tuple[str, ...]] = ("unhandled errors in a TaskGroup",)
    order: ClassVar[int] = 90

    def story(self, failure: Failure) -> Story | None:
        """Tell it where a task group raised the group."""
        if not _is_of_tasks(failure):
            return None
        leaves = list(_leaves(failure.error))
        first = failure.because_of(leaves[0])
        what = f"a task of the group failed with {_told(first)}."
        others = [failure.because_of(leaf) for leaf in leaves[1:_MOST]]
        if others:
            more = len(leaves) - 1
            what += f" So did {'another' if more == 1 else f'{more} others'}: "
            what += "; ".join(map(_told, others)) + ("; ..." if len(leaves) > _MOST else ".")
        wrong = _expecting(failure, leaves[0])
        why = "a group wraps the errors of its tasks into an ExceptionGroup, even a single one"
        if wrong is None:
            return Story(
                what=what,
                why=f"{why}; the first error is the one that matters, and the other tasks were cancelled "
                "for it.",
                do=f"look at that line{'' if len(leaves) == 1 else ' first'}. If the error is expected: "
                f"`pytest.RaisesGroup({type(leaves[0]).__name__})`.",
            )
        frame, call = wrong
        return Story(
            what=what,
            why=f"{why}, and `{short(text_of(call))}` does not look into groups.",
            do="expect the group.",
            change=diff(frame.file, [replaced(frame.file, call.func, "pytest.RaisesGroup")]),
        )


def _is_of_tasks(failure: Failure) -> bool:
    if not isinstance(getattr(failure.error, "exceptions", None), tuple):
        return False
    return any(
        str(frame.frame.f_globals.get("__name__")) in {"asyncio.taskgroups", "anyio._backends._asyncio"}
        for frame in failure.frames
    )


def _leaves(error: Any) -> Iterator[BaseException]:
    for part in error.exceptions:
        if isinstance(getattr(part, "exceptions", None), tuple):
            yield from _leaves(part)
        else:
            yield part


def _told(failure: Failure) -> str:
    error = failure.error
    first = next(iter(str(error).splitlines()), "")
    text = f"`{short(f'{type(error).__name__}: {first}' if first else type(error).__name__)}`"
    frame = failure.user_frame
    if frame is None:
        return text
    return f"{text}{line_of(frame)[:-1]}, in `{frame.function}`)"


def _expecting(failure: Failure, leaf: BaseException) -> tuple[Frame, ast.Call] | None:
    """Return the `pytest.raises(...)` around the failing line that expects just this error."""
    names = {kind.__name__ for kind in type(leaf).__mro__} - {"Exception", "BaseException", "object"}
    for frame in failure.user_frames:
        node = statement_at(frame.file, frame.line)
        for outer in [] if node is None else [node, *parents(node)]:
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
                break
            for item in outer.items if isinstance(outer, ast.With) else ():
                for call in of_kind(item.context_expr, ast.Call):
                    if text_of(call.func) == "pytest.raises" and call.args and _last(call.args[0]) in names:
                        return frame, call
    return None


def _last(node: ast.expr) -> str:
    return text_of(node).rpartition(".")[2]
