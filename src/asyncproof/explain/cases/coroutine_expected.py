"""Explains calls that want a coroutine and were given something else."""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff, put, replaced
from asyncproof.explain.code import failing_nodes, of_kind, parents, text_of
from asyncproof.explain.mocks import setting_of
from asyncproof.explain.values import UNKNOWN, is_mock, kind_of, makes_coroutine, plain_function, value_of
from asyncproof.explain.wording import a, at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_WANTED = re.compile(
    r"^a coroutine was expected, got |^A coroutine object is required"
    r"|^Passing coroutines is forbidden|^expect an? (?:list|iterable) of (?:futures|awaitables), not"
    r"|^coroutines cannot be used with |^'coroutine' object is not callable"
    r"|^Expected \S+ to return a coroutine"
    r"|^An awaitable is required|^Set of (?:coroutines|Tasks)/Futures is empty"
)
_TAKE_COROUTINES = ("create_task", "run", "run_coroutine_threadsafe", "run_until_complete")
_IN_THREAD = ("run_in_executor", "to_thread", "submit", "Thread", "run_sync")
_ON_LOOP = (
    "call_soon",
    "call_later",
    "call_at",
    "call_soon_threadsafe",
    "add_done_callback",
    "add_signal_handler",
)
_OF_ANYIO = ("start_soon", "start")
_WAIT = ("wait", "as_completed")
_TAKE_FUNCTIONS = (*_IN_THREAD, *_ON_LOOP, *_OF_ANYIO)
_KNOWN = (*_TAKE_COROUTINES, *_TAKE_FUNCTIONS, *_WAIT)
_WHY = "it takes what an async function gives when it is called: a coroutine."


class CoroutineExpected(Case):
    """A function of asyncio wanted a coroutine and was given something else, or the other way round.

    `asyncio.create_task()`, `asyncio.run()` and `TaskGroup.create_task()` take a coroutine: an async
    function that has been called. `loop.run_in_executor()`, `asyncio.to_thread()` and `loop.call_soon()`
    take a plain function, not called.

    ```python title="test_start.py"
    import asyncio

    import pytest


    async def work():
        return 1


    @pytest.mark.asyncio
    async def test_start():
        task = asyncio.create_task(work)
        assert await task == 1
    ```

    ```console
    $ pytest test_start.py
    ...
    What happened: `asyncio.create_task(work)` (test_start.py:12) was given the async function
      `work` itself: it was not called.
    Why: it takes what an async function gives when it is called: a coroutine.
    Do this: call it.
        test_start.py:12
        -     task = asyncio.create_task(work)
        +     task = asyncio.create_task(work())
    More: asyncproof explain coroutine-expected
    ...
    ```

    ## What to do instead

    Call the async function. A task or a future is awaited or gathered as it is, it needs no
    `create_task()`. `asyncio.wait()` takes a set of tasks, made by `asyncio.create_task()`. A mock must
    be an `AsyncMock` to give coroutines.
    """

    slug: ClassVar[str] = "coroutine-expected"
    texts: ClassVar[tuple[str, ...]] = (
        "a coroutine was expected, got ...",
        "A coroutine object is required",
        "coroutines cannot be used with run_in_executor()",
        "'coroutine' object is not callable",
        "expect a list of futures, not coroutine",
        "Passing coroutines is forbidden, use tasks explicitly.",
    )
    order: ClassVar[int] = 42

    def story(self, failure: Failure) -> Story | None:
        """Tell which argument it is, and what it should be."""
        if not isinstance(failure.error, TypeError | ValueError) or not _WANTED.match(failure.message):
            return None
        frame = failure.user_frame
        call = None if frame is None else _call(frame)
        if frame is None or call is None:
            return None
        name = text_of(call.func).rpartition(".")[2]
        if name in _TAKE_FUNCTIONS:
            return _function_wanted(call, frame)
        if failure.message.startswith("'coroutine'"):
            return None
        return _coroutine_wanted(call, frame, failure)


def _coroutine_wanted(call: ast.Call, frame: Frame, failure: Failure) -> Story:
    if text_of(call.func).rpartition(".")[2] in _WAIT and "coroutine" in failure.message:
        return _wait(call, frame)
    stories = (_argument(argument, call, frame, failure) for argument in call.args)
    return next(filter(None, stories), None) or _something_else(call, frame)


def _something_else(call: ast.Call, frame: Frame) -> Story:
    return Story(
        what=f"`{short(text_of(call))}`{line_of(frame)} was given something that is no coroutine.",
        why=_WHY,
        do="give it an async function that has been called.",
    )


def _call(frame: Frame) -> ast.Call | None:
    for node in failing_nodes(frame):
        for one in of_kind(node, ast.Call):
            if text_of(one.func).rpartition(".")[2] in _KNOWN:
                return one
    return None


def _argument(node: ast.expr, call: ast.Call, frame: Frame, failure: Failure) -> Story | None:
    value, text = value_of(node, frame), f"`{short(text_of(call))}`{line_of(frame)}"
    if value is not UNKNOWN and makes_coroutine(value) and not is_mock(value):
        return Story(
            what=f"{text} was given the async function `{short(text_of(node))}` itself: it was not called.",
            why=_WHY,
            do="call it.",
            change=diff(frame.file, [put(frame.file, node, "", "()")]),
        )
    func = node.func if isinstance(node, ast.Call) else node
    callee = value_of(func, frame)
    if is_mock(callee) and not makes_coroutine(callee):
        made = setting_of(func, frame, failure)
        where = "" if made is None else f" It was set up{at(made.place)}: `{short(made.text)}`."
        return Story(
            what=f"{text} was given what `{text_of(func)}` returned, which is {a(kind_of(callee))}.{where}",
            why="only what an AsyncMock returns is a coroutine; Mock and MagicMock return their result "
            "itself.",
            do="make it an AsyncMock.",
            change="" if made is None or node is func else made.change,
        )
    if value is not UNKNOWN and hasattr(type(value), "__await__") and not inspect.iscoroutine(value):
        return Story(
            what=f"{text} was given `{short(text_of(node))}`, {a(kind_of(value))}.",
            why="a future or task runs already, or is run by somebody else; it needs no task of its own.",
            do=f"await it as it is: `await {short(text_of(node))}`.",
        )
    if (
        isinstance(node, ast.Call)
        and inspect.isroutine(plain_function(callee))
        and not makes_coroutine(callee)
    ):
        return Story(
            what=f"{text} was given the result of `{text_of(func)}`, which is a plain function.",
            why=_WHY,
            do=f"make `{text_of(func)}` an `async def`, or use its result as it is.",
        )
    return None


def _function_wanted(call: ast.Call, frame: Frame) -> Story | None:
    for node in call.args:
        callee = value_of(node.func, frame) if isinstance(node, ast.Call) else UNKNOWN
        if makes_coroutine(callee) or inspect.iscoroutine(value_of(node, frame)):
            what = f"`{short(text_of(call))}`{line_of(frame)} was given a coroutine"
            wanted = f"{what}, `{short(text_of(node))}`, and wants a plain function to call."
            return Story(wanted, *_as_wanted(call, node, frame))
    return None


def _as_wanted(call: ast.Call, node: ast.expr, frame: Frame) -> tuple[str, str, str]:
    """Return why it wants a function, what to do, and the change."""
    name, given, file = text_of(call.func).rpartition(".")[2], text_of(node), frame.file
    if name in _OF_ANYIO:
        parts = [node.func, *node.args] if isinstance(node, ast.Call) and not node.keywords else []
        text = ", ".join(map(text_of, parts)).replace("'", '"')
        change = diff(file, [replaced(file, node, text)]) if parts else ""
        return (
            "it calls the function itself, in a task of its own.",
            "give it the function and its arguments.",
            change,
        )
    outer = next(parents(call), None)
    if name in _IN_THREAD:
        edit = replaced(file, outer, f"await {given}") if isinstance(outer, ast.Await) else None
        why = "a thread has no event loop that could run a coroutine."
        return (
            why,
            f"await it directly: `await {short(given)}`; async code needs no thread.",
            diff(file, [edit]),
        )
    edit = None if name == "add_done_callback" else replaced(file, call, f"asyncio.create_task({given})")
    why = "the loop calls it like a function, and calling runs no coroutine."
    return why, f"make it a task: `asyncio.create_task({short(given)})`.", diff(file, [edit])


def _wait(call: ast.Call, frame: Frame) -> Story:
    return Story(
        what=f"`{short(text_of(call))}`{line_of(frame)} was given coroutines.",
        why="since Python 3.11 `asyncio.wait()` takes a set or list of tasks, and nothing else.",
        do="make tasks of them first: `asyncio.create_task(...)` for each; or use `asyncio.gather()`, "
        "which takes coroutines.",
    )
