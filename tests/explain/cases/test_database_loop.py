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
