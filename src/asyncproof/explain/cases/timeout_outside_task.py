"""Explains a timeout of aiohttp, anyio or asyncio that was entered outside a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.loops import loop_change, strangers, used_thing, where_used

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_MESSAGES = ("Timeout context manager should be used inside a task", "Timeout should be used inside a task")


class TimeoutOutsideTask(Case):
    """A timeout was entered by code that runs in no task, or in a task of another event loop.

    A timeout works by cancelling the task that it was entered in. Outside a task there is nothing to
    cancel. A client of aiohttp looks for the task on the loop that it was made on: if that is another
    loop than the one that runs, it finds none.

    ```python title="test_get.py"
    import aiohttp
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def session():
        async with aiohttp.ClientSession() as session:
            yield session


    @pytest.mark.asyncio
    async def test_get(session):
        await session.get("http://localhost:1/")
    ```

    ```console
    $ pytest test_get.py
    ...
    What happened: A timeout in `session.get('http://localhost:1/')` (test_get.py:14) was entered
      outside a task of its event loop.
      The fixture `session` at test_get.py:6 runs on the event loop of the module, the test on that
      of the function.
    Why: a timeout cancels the task that it was entered in; there is none on the loop that it
      belongs to.
    Do this: make the client in an async fixture, on the loop of the test, and use it in async
      functions only.
        test_get.py:12
        - @pytest.mark.asyncio
        + @pytest.mark.asyncio(loop_scope="module")
    More: asyncproof explain timeout-outside-task
    ...
    ```

    ## What to do instead

    Make the client on the loop that the test runs on: in an async fixture with the `loop_scope` of the
    test. Enter the timeout in an async function that the loop runs as a task.
    """

    slug: ClassVar[str] = "timeout-outside-task"
    texts: ClassVar[tuple[str, ...]] = (
        "Timeout context manager should be used inside a task",
        "Timeout should be used inside a task",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell it, with the fixtures that run on another loop."""
        if not isinstance(failure.error, RuntimeError) or not failure.message.startswith(_MESSAGES):
            return None
        thing = used_thing(failure)
        text = "A timeout" if thing is None else f"A timeout in `{thing.text}`"
        known = strangers(failure) or ([] if thing is None else thing.told(failure))
        return Story(
            what="\n".join(
                [f"{text}{where_used(thing, failure)} was entered outside a task of its event loop.", *known]
            ),
            why="a timeout cancels the task that it was entered in; there is none on the loop that it "
            "belongs to.",
            do="make the client in an async fixture, on the loop of the test, and use it in async "
            "functions only.",
            change=loop_change(failure),
        )
