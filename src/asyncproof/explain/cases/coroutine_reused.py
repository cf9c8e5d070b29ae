"""Explains a coroutine that was awaited a second time."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import Place
from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, of_kind, text_of
from asyncproof.explain.names import source_of
from asyncproof.explain.wording import at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_MESSAGES = (
    "cannot reuse already awaited coroutine",
    "coroutine is being awaited already",
    "cannot reuse already awaited",
)


class CoroutineReused(Case):
    """A coroutine was awaited twice; each can be awaited only once.

    ```python title="test_twice.py"
    import pytest


    async def fetch():
        return 1


    @pytest.mark.asyncio
    async def test_twice():
        reply = fetch()
        assert await reply == 1
        assert await reply == 1
    ```

    ```console
    $ pytest test_twice.py
    ...
    What happened: `reply` (test_twice.py:12) was awaited before, and a coroutine can be awaited
      only once. It was made in line 10: `fetch()`.
    Why: a coroutine is one run of a function; when that has ended, there is nothing left to run.
    Do this: keep its result, or make a task of it (`asyncio.create_task(...)`), which can be
      awaited again and again.
    More: asyncproof explain coroutine-reused
    ...
    ```

    ## What to do instead

    Keep the result (`reply = await fetch()`), call the function again, or make a task of it:
    `asyncio.create_task(fetch())` can be awaited as often as you like. A mock with
    `return_value=coroutine` gives the same coroutine to every caller: use an `AsyncMock`.
    """

    slug: ClassVar[str] = "coroutine-reused"
    texts: ClassVar[tuple[str, ...]] = (
        "cannot reuse already awaited coroutine",
        "coroutine is being awaited already",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell which coroutine it is, and where it was made."""
        if not isinstance(failure.error, RuntimeError) or not failure.message.startswith(_MESSAGES):
            return None
        frame = failure.user_frame
        awaited = None
        for node in () if frame is None else failing_nodes(frame):
            awaited = awaited or next(of_kind(node, ast.Await), None)
        text = "A coroutine" if awaited is None else f"`{short(text_of(awaited.value))}`"
        made = ""
        if awaited is not None and isinstance(awaited.value, ast.Name) and frame is not None:
            source = source_of(awaited.value.id, frame, failure)
            if source is not None and source.value is not None and source.place is not None:
                place = Place(source.place.file, source.place.line)
                made = f" It was made{at(place, frame)}: `{short(text_of(source.value))}`."
        return Story(
            what=f"{text}{line_of(frame)} was awaited before, and a coroutine can be awaited only "
            f"once.{made}",
            why="a coroutine is one run of a function; when that has ended, there is nothing left to run.",
            do="keep its result, or make a task of it (`asyncio.create_task(...)`), which can be awaited "
            "again and again.",
        )
