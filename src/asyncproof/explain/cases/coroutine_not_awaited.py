"""Explains the use of a coroutine as if it were its result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.coroutines import Subject, awaiting, find_subject, from_fixture, told
from asyncproof.explain.mocks import answers_at_once
from asyncproof.explain.wording import line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_IN_MESSAGE = re.compile(
    r"'coroutine' object (?:is not (?:subscriptable|iterable|callable|reversible)|has no attribute"
    r"|does not support item)"
    r"|'coroutine' object cannot be interpreted"
    r"|object of type 'coroutine' has no len"
    r"|(?:un)?pack non-iterable coroutine object"
    r"|argument of type 'coroutine' is not|a container or iterable.*'coroutine'"
    r"|must be an? (?:mapping|iterable), not coroutine"
    r"|not supported between instances of (?:'coroutine' and|'[^']+' and 'coroutine')"
    r"|unsupported operand type\(s\) for .*'coroutine'"
    r"|bad operand type for .*'coroutine'"
    r"|(?:Object|Type) (?:of|is not JSON serializable:) (?:type )?'?coroutine'?"
    r"|(?:not|got|found|received):? (?:type )?'?(?:<class ')?coroutine\b"
    r"|unhashable type: 'coroutine'|cannot pickle 'coroutine'"
    r"|coroutine\) to str|\"coroutine\"\) to str"
)


class CoroutineNotAwaited(Case):
    """A coroutine was used as if it were its result: `await` is missing.

    Calling an `async def` function runs none of its code. It makes a coroutine, and only `await` runs
    that and gives the result. Whatever is done with the coroutine itself - an index, an attribute,
    `len()`, a loop, a comparison, `json.dumps()` - fails, and the message speaks of a "coroutine".

    ```python title="test_user.py"
    import pytest


    async def fetch_user():
        return {"name": "Ada"}


    @pytest.mark.asyncio
    async def test_name():
        user = fetch_user()
        assert user["name"] == "Ada"
    ```

    ```console
    $ pytest test_user.py
    ...
    What happened: `user` (test_user.py:11) is a coroutine and not its result: `fetch_user()` in
      line 10 was not awaited.
    Why: calling an async function only makes a coroutine; `await` runs it and gives the result.
    Do this: await it.
        test_user.py:10
        -     user = fetch_user()
        +     user = await fetch_user()
    More: asyncproof explain coroutine-not-awaited
    ...
    ```

    ## What to do instead

    Await the call. In a sync test, make the test async first. Several coroutines are awaited together by
    `await asyncio.gather(*coroutines)`. Where an `AsyncMock` made the coroutine, and the real method is
    not async, use a `MagicMock` for that method.
    """

    slug: ClassVar[str] = "coroutine-not-awaited"
    texts: ClassVar[tuple[str, ...]] = (
        "'coroutine' object is not subscriptable",
        "'coroutine' object is not iterable",
        "'coroutine' object is not callable",
        "'coroutine' object has no attribute '...'",
        "object of type 'coroutine' has no len()",
        "argument of type 'coroutine' is not ...",
        "cannot unpack non-iterable coroutine object",
        "unsupported operand type(s) for ...'coroutine'",
        "not supported between instances of 'coroutine' and '...'",
        "Object of type coroutine is not JSON serializable",
        "must be ..., not ...coroutine",
    )
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell which coroutine it is, where it was made, and how to await it there."""
        if not isinstance(failure.error, TypeError | AttributeError | ValueError):
            return None
        if not _IN_MESSAGE.search(failure.message):
            return None
        subject = find_subject(failure)
        why = "calling an async function only makes a coroutine; `await` runs it and gives the result."
        if subject is None:
            where = line_of(failure.user_frame)
            return Story(
                what=f"A coroutine was used{where} as if it were its result.",
                why=why,
                do="await the call that made it.",
            )
        fixture = from_fixture(subject, failure)
        if fixture is not None:
            return fixture
        return _of_mock(subject) or Story(told(subject), why, *awaiting(subject, failure))


def _of_mock(subject: Subject) -> Story | None:
    """Tell of a method that only an AsyncMock has made async."""
    advice = answers_at_once(subject)
    if advice is None:
        return None
    return Story(
        what=told(subject),
        why=f"`{subject.name}` is an AsyncMock, because all methods of an AsyncMock are: calling it gives "
        f"a coroutine.",
        do=advice,
    )
