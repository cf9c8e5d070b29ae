"""Explains the await of a future or task that belongs to another event loop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.loops import cure, loop_change, strangers, used_thing, where_used
from asyncproof.explain.values import UNKNOWN

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_MESSAGE = re.compile(
    r"attached to a different loop|belongs to a different (?:event )?loop"
    r"|^The future belongs to a different loop|loop argument must agree with"
)


class DifferentLoop(Case):
    """Something was awaited that belongs to another event loop than the one that runs.

    A future, and with it every task, stream, client and pool, belongs to the loop on which it was made.
    In pytest-asyncio each test has a loop of its own, unless `loop_scope` says otherwise, and a fixture
    may have another `loop_scope` than the test that uses it.

    ```python title="test_pool.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def reply():
        return asyncio.get_running_loop().create_future()


    @pytest.mark.asyncio
    async def test_reply(reply):
        await reply
    ```

    ```console
    $ pytest test_pool.py
    ...
    What happened: `reply` (test_pool.py:14) belongs to another event loop than the one that runs
      the test.
      The fixture `reply` at test_pool.py:7 runs on the event loop of the module, the test on that
      of the function.
    Why: a future belongs to the loop on which it was made; another loop would never be told that it
      is done.
    Do this: let the test run on the loop of the fixture, or the fixture on that of the test: both
      need the same `loop_scope`.
        test_pool.py:12
        - @pytest.mark.asyncio
        + @pytest.mark.asyncio(loop_scope="module")
    More: asyncproof explain different-loop
    ...
    ```

    ## What to do instead

    Give the fixture and the tests that use it the same `loop_scope`. A global client or engine is made
    once, on whichever loop came first: make it in a fixture instead.
    """

    slug: ClassVar[str] = "different-loop"
    texts: ClassVar[tuple[str, ...]] = (
        "attached to a different loop",
        "The future belongs to a different loop than the one specified as the loop argument",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell whose loop it is, scope against scope."""
        if not isinstance(failure.error, RuntimeError | ValueError) or not _MESSAGE.search(failure.message):
            return None
        thing = used_thing(failure)
        value = UNKNOWN if thing is None else thing.whole
        text = "Something that was awaited" if thing is None else f"`{thing.text}`"
        known = strangers(failure, value) or ([] if thing is None else thing.told(failure))
        verb = "belongs to" if value is not UNKNOWN else "waits for something of"
        told = f"{text}{where_used(thing, failure)} {verb}"
        return Story(
            what="\n".join([f"{told} another event loop than the one that runs the test.", *known]),
            why="a future belongs to the loop on which it was made; another loop would never be told that "
            "it is done.",
            do=cure(failure),
            change=loop_change(failure),
        )
