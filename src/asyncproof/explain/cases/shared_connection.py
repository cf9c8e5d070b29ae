"""Explains one connection that is used by several tasks at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.wording import a, at, line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture

_MESSAGES = re.compile(
    r"another operation is in progress|another command is already in progress"
    r"|called while another coroutine is already waiting for incoming data"
)


class SharedConnection(Case):
    """Two tasks talked over one connection at the same time.

    asyncpg says `cannot perform operation: another operation is in progress`, psycopg
    `another command is already in progress`, other drivers that `read() called while another coroutine is
    already waiting`.

    ```python title="test_reader.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_two_readers():
        reader = asyncio.StreamReader()
        first = asyncio.create_task(reader.readline())
        await asyncio.sleep(0)
        try:
            await reader.readline()
        finally:
            first.cancel()
    ```

    ```console
    $ pytest test_reader.py
    ...
    What happened: a connection was asked (test_reader.py:12) while it had not yet answered somebody
      else.
    ...
    More: asyncproof explain shared-connection
    ...
    ```

    ## What to do instead

    Let every task take a connection of its own from a pool (`async with pool.acquire() as connection`). If
    only one task uses it, then an earlier question was cut off, by a time limit or by the end of another
    test on another loop: make the connection in a fixture with the loop scope of the tests.
    """

    slug: ClassVar[str] = "shared-connection"
    texts: ClassVar[tuple[str, ...]] = (
        "cannot perform operation: another operation is in progress",
        "another command is already in progress",
        "called while another coroutine is already waiting for incoming data",
    )
    order: ClassVar[int] = 35

    def story(self, failure: Failure) -> Story | None:
        """Tell it where a driver says so."""
        if not _MESSAGES.search(failure.message):
            return None
        fixture = next((one for one in failure.test.fixtures if _is_connection(one)), None)
        what = (
            f"a connection was asked{line_of(failure.user_frame)} while it had not yet answered somebody "
            "else."
        )
        if fixture is not None:
            kind = type(fixture.value).__name__
            what += (
                f" The fixture `{fixture.name}` gives {a(kind)}{at(fixture.place)} ({fixture.scope} scope)."
            )
        return Story(
            what=what,
            why="a connection carries one question at a time: either two tasks share it, or an earlier "
            "question was cut "
            "off, by a time limit or with the event loop of another test.",
            do="let every task take a connection of its own from a pool; make pool and connection in a "
            "fixture with the "
            "loop scope of the tests that use it.",
        )


def _is_connection(fixture: Fixture) -> bool:
    kind = type(fixture.value)
    package = kind.__module__.partition(".")[0]
    return package in {"asyncpg", "psycopg", "psycopg_pool", "sqlalchemy", "redis", "aiomysql", "aiosqlite"}
