"""Explains what needs a running event loop and was called where none runs."""

from __future__ import annotations

import ast
import threading
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff, make_async
from asyncproof.explain.code import function_at
from asyncproof.explain.coroutines import make_test_async
from asyncproof.explain.fixtures import run_by_asyncio
from asyncproof.explain.loops import used_thing
from asyncproof.explain.wording import line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_MESSAGES = ("no running event loop", "There is no current event loop", "no current event loop")
_THREAD_STARTS = (("threading.py", "run"), ("thread.py", "run"))
_OTHERS = ("AsyncLibraryNotFoundError", "NoEventLoopError")


class NoRunningLoop(Case):
    """Something that needs a running event loop was called where none runs.

    `asyncio.create_task()`, `asyncio.get_running_loop()`, `asyncio.timeout()`, `loop.call_soon()` and the
    constructors of many clients work inside a coroutine only. In a sync test, a sync fixture, at import,
    or in a thread no loop is running.

    ```python title="test_start.py"
    import asyncio


    async def work():
        return 1


    def test_start():
        task = asyncio.create_task(work())
        assert task.result() == 1
    ```

    ```console
    $ pytest test_start.py
    ...
    What happened: `asyncio.create_task(work())` (test_start.py:9) needs a running event loop, and
      `test_start` is a sync function: nothing runs one.
    Why: a loop runs only while an async function does; pytest calls sync tests and fixtures without
      one.
    Do this: make the test async.
        test_start.py:8
        + @pytest.mark.asyncio
        - def test_start():
        + async def test_start():
    More: asyncproof explain no-running-loop
    ...
    ```

    ## What to do instead

    Make the test or the fixture async (`@pytest_asyncio.fixture`), so that a loop runs while its code
    does. In a thread, hand the coroutine to the loop of the main thread:
    `asyncio.run_coroutine_threadsafe(coroutine, loop)`. What is made at import is made too early: move it
    into a function or a fixture.
    """

    slug: ClassVar[str] = "no-running-loop"
    texts: ClassVar[tuple[str, ...]] = (
        "no running event loop",
        "There is no current event loop in thread '...'",
        "Not currently running on any asynchronous event loop",
    )
    order: ClassVar[int] = 70

    def story(self, failure: Failure) -> Story | None:
        """Tell where the code ran, and how a loop comes there."""
        name = type(failure.error).__name__
        if name not in _OTHERS and not (
            isinstance(failure.error, RuntimeError) and failure.message.startswith(_MESSAGES)
        ):
            return None
        frame, thing = failure.user_frame, used_thing(failure)
        text = "What was called" if thing is None else f"`{thing.text}`"
        what = f"{text}{line_of(frame)} needs a running event loop"
        if frame is None:
            return Story(f"{what}.", _why(), "call it from an async function.")
        if _in_thread(failure):
            who = f"`{frame.function}`" if _user_is_in_thread(failure) else "what it calls"
            return Story(
                what=f"{what}, and {who} runs in a thread of its own.",
                why="an event loop belongs to one thread, and other threads have none.",
                do="hand it to the loop: `asyncio.run_coroutine_threadsafe(coroutine, loop)`, or "
                "`loop.call_soon_threadsafe(function)`.",
            )
        if frame.function == "<module>":
            return Story(
                what=f"{what}, and was called while the module is imported.",
                why=_why(),
                do="make it in an async fixture, or in the function that needs it.",
            )
        return _in_function(failure, frame, what)


def _why() -> str:
    return "a loop runs only while an async function does; pytest calls sync tests and fixtures without one."


def _in_function(failure: Failure, frame: Frame, what: str) -> Story:
    function = function_at(frame.file, frame.line)
    if isinstance(function, ast.AsyncFunctionDef) or function is None:
        return Story(
            f"{what}, and none runs here.",
            _why(),
            "await the async function that does it, from an async test.",
        )
    what = f"{what}, and `{function.name}` is a sync function: nothing runs one."
    if failure.test.fixture(function.name) is not None:
        edits = [make_async(frame.file, function)]
        if failure.test.mode != "auto":
            edits += run_by_asyncio(frame.file, function)
        return Story(what, _why(), "make the fixture async.", diff(frame.file, edits))
    if failure.test.name.rpartition("::")[2].partition("[")[0] == function.name and not failure.test.is_async:
        return Story(what, _why(), *make_test_async(frame.file, function, None, failure))
    return Story(what, _why(), f"call `{function.name}` from an async test, or an async fixture.")


def _in_thread(failure: Failure) -> bool:
    return _thread_frame(failure) >= 0 or (
        "in thread" in failure.message and repr(threading.main_thread().name) not in failure.message
    )


def _user_is_in_thread(failure: Failure) -> bool:
    frames = failure.frames
    return any(not frame.is_foreign for frame in frames[max(_thread_frame(failure), 0) :])


def _thread_frame(failure: Failure) -> int:
    """Return the place in the traceback where a thread begins; -1 if there is none."""
    starts = [(frame.file.replace("\\", "/").rpartition("/")[2], frame.function) for frame in failure.frames]
    return max((index for index, start in enumerate(starts) if start in _THREAD_STARTS), default=-1)
