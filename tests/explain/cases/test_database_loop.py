from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.explain import Test
from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

DRIVER = """
import types

def _fetch():
    raise RuntimeError("got Future attached to a different loop")

fetch = types.FunctionType(_fetch.__code__, {"__name__": "asyncpg.pool", "__builtins__": __builtins__})

def test_it():
    fetch()
"""


def test_a_client_that_no_fixture_gave(tmp_path: Path) -> None:
    """Without a fixture that gives a client, the driver is named, and the widest loop is proposed."""
    story = story_of("database-loop", failure_of(tmp_path, DRIVER, test=Test(loop_scope="function")))
    assert story is not None
    assert story.what.startswith("a connection of asyncpg was used")
    assert story.what.endswith("on another event loop than the one that opened it.")
    assert '`@pytest.mark.asyncio(loop_scope="session")`' in story.do


BUSY = """
import asyncio
import types

class Connection:
    def __init__(self, loop):
        self._loop = loop

Connection.__module__ = "asyncpg.connection"

class InterfaceError(Exception):
    pass

def _fetch(self):
    raise InterfaceError("cannot perform operation: another operation is in progress")

fetch = types.FunctionType(_fetch.__code__, {**globals(), "__name__": "asyncpg.connection"})

def _query(connection):
    try:
        fetch(connection)
    except InterfaceError as error:
        raise InterfaceError(str(error)) from error

query = types.FunctionType(_query.__code__, {**globals(), "__name__": "sqlalchemy.engine"})

def test_it():
    loop = asyncio.new_event_loop()
    if CLOSED:
        loop.close()
    query(Connection(loop))
"""


def test_a_connection_that_is_busy_for_good(tmp_path: Path) -> None:
    """A connection whose loop is closed will never have answered; it is not shared by two tasks."""
    story = story_of("database-loop", failure_of(tmp_path, BUSY.replace("CLOSED", "True")))
    assert story is not None
    assert "on another event loop than the one that opened it" in story.what


def test_a_connection_that_another_task_uses(tmp_path: Path) -> None:
    """On the loop that runs, a busy connection is another explanation's."""
    live = BUSY.replace("CLOSED", "False").replace(
        "    finally:\n        loop.close()", "    finally:\n        pass"
    )
    failure = failure_of(tmp_path, live)
    try:
        assert story_of("database-loop", failure) is None
    finally:
        next(frame.local["loop"] for frame in failure.frames if "loop" in frame.local).close()


def test_a_connection_that_another_loop_has_interrupted(tmp_path: Path) -> None:
    """Where the first error of a chain speaks of another loop, the last one comes of that."""
    source = """
import types

def _fetch():
    try:
        raise RuntimeError("got Future attached to a different loop")
    finally:
        raise ValueError("cannot perform operation: another operation is in progress")

fetch = types.FunctionType(_fetch.__code__, {"__name__": "asyncpg.pool", "__builtins__": __builtins__})

def test_it():
    fetch()
"""
    assert story_of("database-loop", failure_of(tmp_path, source)) is not None
