"""Explains the attempt to run an event loop inside one that runs."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff, replaced
from asyncproof.explain.code import failing_nodes, function_at, of_kind, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_MESSAGE = re.compile(
    r"^This event loop is already running|^asyncio\.run\(\) cannot be called from a running event loop"
    r"|^Cannot run the event loop while another loop is running"
    r"|^Runner\.run\(\) cannot be called from a running"
    r"|^Cannot schedule a coroutine in the test runner while another|^this event loop is already running"
    r"|^You cannot use AsyncToSync in the same thread"
)
_WHY = "the code that runs on a loop must let go by `await`; if it waited for a loop, nothing could run."
_RUNS = ("run", "run_until_complete", "run_forever")


class RunningLoop(Case):
    """An event loop was asked to run by code that runs on an event loop already.

    `asyncio.run()`, `loop.run_until_complete()` and fixtures asked for by `request.getfixturevalue()`
    start a loop and wait for it. Code that runs on a loop can't wait like that: the loop would stand
    still.

    ```python title="test_report.py"
    import asyncio

    import pytest


    async def fetch():
        return 1


    def report():
        return asyncio.run(fetch())


    @pytest.mark.asyncio
    async def test_report():
        assert report() == 1
    ```

    ```console
    $ pytest test_report.py
    ...
    What happened: `asyncio.run(fetch())` (test_report.py:11) wants to run an event loop, and was
      called from one that runs.
    Why: the code that runs on a loop must let go by `await`; if it waited for a loop, nothing could
      run.
    Do this: make `report` async, await `fetch()` in it, and await `report` in turn.
    More: asyncproof explain running-loop
    ...
    ```

    ## What to do instead

    Await the coroutine. If the code under test is sync on purpose, and runs a loop of its own, let a sync
    test call it, or call it in a thread: `await asyncio.to_thread(report)`. Ask for async fixtures by
    name, as parameters.
    """

    slug: ClassVar[str] = "running-loop"
    texts: ClassVar[tuple[str, ...]] = (
        "This event loop is already running",
        "asyncio.run() cannot be called from a running event loop",
        "Runner.run() cannot be called from a running event loop",
        "Cannot run the event loop while another loop is running",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell who wants to run a loop, and what to await instead."""
        if not isinstance(failure.error, RuntimeError) or not _MESSAGE.match(failure.message):
            return None
        frame = failure.user_frame
        call = None if frame is None else _call(frame)
        if frame is None or call is None:
            what = f"Code{line_of(frame)} that runs on an event loop wants to run one."
            return Story(what, _WHY, "await the coroutine instead.")
        text = f"`{short(text_of(call))}`{line_of(frame)}"
        what = f"{text} wants to run an event loop, and was called from one that runs."
        return Story(what, _WHY, *_instead(call, frame))


def _instead(call: ast.Call, frame: Frame) -> tuple[str, str]:
    """Return what to do instead, and the change."""
    name = text_of(call.func).rpartition(".")[2]
    if name == "getfixturevalue":
        return "ask for the fixture by name, as a parameter of the test.", ""
    if name not in _RUNS or not call.args or isinstance(call.args[0], ast.Starred):
        return "await the coroutine instead.", ""
    function = function_at(frame.file, frame.line)
    argument = short(text_of(call.args[0]))
    if isinstance(function, ast.AsyncFunctionDef):
        return f"await `{argument}`.", diff(
            frame.file, [replaced(frame.file, call, f"await {text_of(call.args[0])}")]
        )
    caller = "the caller" if function is None else f"`{function.name}`"
    return f"make {caller} async, await `{argument}` in it, and await {caller} in turn.", ""


def _call(frame: Frame) -> ast.Call | None:
    for node in failing_nodes(frame):
        calls = list(of_kind(node, ast.Call))
        running = [
            one for one in calls if text_of(one.func).rpartition(".")[2] in (*_RUNS, "getfixturevalue")
        ]
        if running or calls:
            return (running or calls)[0]
    return None
