"""Rule blocking-driver: a synchronous database driver in an async function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Span
from asyncproof.check.insight.blocking.known import LAST_NAMES, Kind
from asyncproof.check.insight.blocking.looking import blocking_call
from asyncproof.check.insight.blocking.telling import tell
from asyncproof.check.insight.uses import around_of
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


_OPENED = ("sqlite3.Connection.", "sqlite3.Cursor.")
_QUERIES = frozenset(("execute", "executemany", "executescript", "commit"))


class BlockingDriver(Rule):
    """An async function talks to a database through a driver that blocks the thread.

    ## What it does

    Finds `connect` of `sqlite3`, `psycopg2`, `pymysql` and their like, commands of a synchronous
    `redis.Redis`, of a collection of `pymongo`, and queries of a synchronous SQLAlchemy `Session` or
    `Connection` in async functions. In tests, where a look into the database is often quick, it is an advice
    only.

    ## Why it is bad

    The event loop stands still until the database has answered. If another task of the same loop holds the
    lock or the row that is waited for, it can never let go: both wait for ever.

    ## Example

    ```python bad title="test_orders.py"
    import sqlite3


    async def count_orders(path):
        connection = sqlite3.connect(path)  # AP507
        (number,) = connection.execute("select count(*) from orders").fetchone()
        connection.close()
        return number
    ```

    ## What to do instead

    ```python good title="test_orders.py"
    import aiosqlite


    async def count_orders(path):
        async with aiosqlite.connect(path) as connection:
            async with connection.execute("select count(*) from orders") as found:
                (number,) = await found.fetchone()
        return number
    ```

    ## What it cannot see

    Calls behind an attribute or a parameter whose class it does not know, and functions that block and are
    not in its tables. A test that replaces what it names, by `patch` or `monkeypatch`, is left alone.
    """

    code = "AP507"
    name = "blocking-driver"
    severity = Severity.WARNING
    guide = "In async code, databases are asked by async drivers."

    @only(called=LAST_NAMES[Kind.DRIVER], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call; of what is done with a connection of sqlite, the first thing is enough."""
        found = blocking_call(node, here, Kind.DRIVER)
        if found is None or (found.name.startswith(_OPENED) and _is_told_before(node, here)):
            return
        severity = None if here.test is None else Severity.INFO
        cure = "use an async driver, or hand it to `asyncio.to_thread`"
        tell(self, node, here, Kind.DRIVER, cure=cure, severity=severity)


def _is_told_before(node: ast.Call, here: Here) -> bool:
    """Tell whether the function around connects, or asks before, which has been told."""
    around = around_of(here.parents)
    calls = [one for one in nodes_in(around) if isinstance(one, ast.Call)] if around is not None else []
    names = [(last_name(one.func), one) for one in calls]
    return any(
        name == "connect" or (name in _QUERIES and Span.of(one) < Span.of(node)) for name, one in names
    )
