"""Explains a database connection that belongs to another event loop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.wording import a, at, line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture

_LOOPS = re.compile(r"attached to a different loop|is bound to a different event loop|Event loop is closed")
_STUCK = re.compile(r"another operation is in progress")
"""What asyncpg says of a connection whose last operation ended with the loop that it was for."""
_DRIVERS = frozenset(
    {
        *(
            "asyncpg",
            "psycopg",
            "psycopg_pool",
            "sqlalchemy",
            "redis",
            "aiomysql",
            "asyncmy",
            "aiosqlite",
            "motor",
        ),
        *("pymongo", "aio_pika", "aiokafka", "tortoise", "databases"),
    }
)


class DatabaseLoop(Case):
    """A database client was used on another event loop than the one it is connected on.

    Engines, pools and clients keep open connections, and a connection belongs to the event loop that opened
    it. Every async test has a loop of its own, unless you say otherwise. So a client that is global, or made
    in a fixture with a wider loop scope, gives its second user a connection of a loop that is another one,
    or closed. asyncpg says `attached to a different loop`, and of a connection on which that has happened
    before, `cannot perform operation: another operation is in progress`.

    ```py
    @pytest_asyncio.fixture(scope="session", loop_scope="session")
    async def pool():
        async with asyncpg.create_pool(URL) as pool:
            yield pool


    @pytest.mark.asyncio  # its loop is another one
    async def test_users(pool):
        await pool.fetch("select * from users")
    ```

    ## What to do instead

    Let tests and client have the same loop scope: `@pytest.mark.asyncio(loop_scope="session")`, or for all
    tests `asyncio_default_test_loop_scope = session`. Or make the client anew for every test; SQLAlchemy's
    engine then needs `poolclass=NullPool`, or `await engine.dispose()` in its fixture.
    """

    slug: ClassVar[str] = "database-loop"
    texts: ClassVar[tuple[str, ...]] = (
        "attached to a different loop",
        "is bound to a different event loop",
        "cannot perform operation: another operation is in progress",
    )
    order: ClassVar[int] = 20

    def story(self, failure: Failure) -> Story | None:
        """Tell it where a driver was at work when asyncio noticed."""
        if not (_LOOPS.search(failure.message) or _is_stuck_elsewhere(failure)):
            return None
        packages = {str(frame.frame.f_globals.get("__name__")).partition(".")[0] for frame in failure.frames}
        found = sorted(packages & _DRIVERS)
        if not found:
            return None
        fixture = next((one for one in failure.test.fixtures if _gives_client(one)), None)
        what = (
            f"a connection of {' and '.join(found)} was used{line_of(failure.user_frame)} on another "
            "event loop than "
        )
        what += "the one that opened it."
        scope = failure.test.loop_scope or "function"
        if fixture is not None:
            of = f", loop scope {fixture.loop_scope}" if fixture.loop_scope else ""
            what += f" The fixture `{fixture.name}`{at(fixture.place)} ({fixture.scope} scope{of}) gives "
            what += f"{a(type(fixture.value).__name__)}; the loop of the test has {scope} scope."
        wanted = "session" if fixture is None else fixture.loop_scope or fixture.scope
        return Story(
            what=what,
            why="a connection belongs to the event loop that opened it, and every test has a loop of its own "
            "unless its loop scope is wider.",
            do=f'run the test on the loop of the client: `@pytest.mark.asyncio(loop_scope="{wanted}")`. '
            "Or make the client in a fixture of function scope, and close it there.",
        )


def _is_stuck_elsewhere(failure: Failure) -> bool:
    """Say whether a connection is busy for good, because the loop that it works on is another one."""
    if not _STUCK.search(failure.message):
        return False
    causes = list(failure.causes())
    if any(_LOOPS.search(str(cause)) for cause in causes):
        return True
    frames = [frame for cause in causes for frame in failure.because_of(cause).frames]
    used = [value for frame in frames for value in frame.local.values()]
    loops = (getattr(value, "_loop", None) for value in used if type(value).__module__.startswith("asyncpg"))
    return any(loop is not None and loop.is_closed() for loop in loops)


def _gives_client(fixture: Fixture) -> bool:
    return type(fixture.value).__module__.partition(".")[0] in _DRIVERS
