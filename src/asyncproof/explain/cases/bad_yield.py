"""Explains what a task was given to wait for and can't wait for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.wording import a, line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_GOT = re.compile(r"^Task got bad yield: (?P<what>.*)", re.DOTALL)
_MISUSED = re.compile(r"yield was used instead of yield from|yield was used instead of `?await")
_NOT_ITERATOR = re.compile(r"^__await__\(\) returned (?:non-iterator of type '(?P<kind>\w+)'|a coroutine)")


class BadYield(Case):
    """A task was asked to wait for something that is no future of asyncio.

    What `__await__` yields goes straight to the event loop, and asyncio knows two things: a future of its
    own, and `None`. Awaitables of other frameworks (trio, curio, twisted) yield other things.

    ```python title="test_value.py"
    import pytest


    class Value:
        def __await__(self):
            yield 5


    @pytest.mark.asyncio
    async def test_value():
        await Value()
    ```

    ```console
    $ pytest test_value.py
    ...
    What happened: an object that was awaited (test_value.py:6) handed `5` to the event loop.
    Why: asyncio's tasks can only wait for asyncio's futures.
    Do this: let `__await__` return `something.__await__()` of an asyncio coroutine or future; run
      code of other frameworks with their own runner.
    More: asyncproof explain bad-yield
    ...
    ```

    ## What to do instead

    Let `__await__` return the iterator of something that asyncio knows: `return
    self.fetch().__await__()`. Code for another framework needs that framework's runner, for example
    `@pytest.mark.trio`, or anyio's with `anyio_backend`.
    """

    slug: ClassVar[str] = "bad-yield"
    texts: ClassVar[tuple[str, ...]] = (
        "Task got bad yield: ...",
        "__await__() returned non-iterator of type '...'",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell what came to the loop, and from where."""
        where = line_of(failure.user_frame)
        if isinstance(failure.error, TypeError):
            found = _NOT_ITERATOR.match(failure.message)
            if found is None:
                return None
            kind = found["kind"] or "coroutine"
            return Story(
                what=f"`__await__` of an object that was awaited{where} returned {a(kind)}.",
                why="`__await__` must return an iterator, as a generator function does.",
                do="return the iterator of something that can be awaited: `return coroutine.__await__()`.",
            )
        if not isinstance(failure.error, RuntimeError):
            return None
        found = _GOT.match(failure.message)
        if found is None and not _MISUSED.search(failure.message):
            return None
        if found is None:
            return Story(
                what=f"a future was yielded{where}, not awaited.",
                why="a task can only wait for a future that was awaited.",
                do="write `await`; in a generator with `__await__`, write `yield from future.__await__()`.",
            )
        return Story(
            what=f"an object that was awaited{where} handed `{found['what']}` to the event loop.",
            why="asyncio's tasks can only wait for asyncio's futures.",
            do="let `__await__` return `something.__await__()` of an asyncio coroutine or future; run code "
            "of other frameworks "
            "with their own runner.",
        )
