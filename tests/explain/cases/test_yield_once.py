from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.explain import Failure
from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
from contextlib import asynccontextmanager, AsyncExitStack

@asynccontextmanager
async def session():
    {}

async def test_it():
    async with session():
        pass
"""


def test_other_errors_of_a_context_manager(tmp_path: Path) -> None:
    """An error of its own code says nothing about its `yield`."""
    for error in ("ValueError('generator didn\\'t yield')", "RuntimeError('not ready')"):
        failure = failure_of(tmp_path, SOURCE.format(f"raise {error}\n    yield"))
        assert story_of("yield-once", failure) is None


def test_a_context_manager_of_another_kind(tmp_path: Path) -> None:
    """A stack has no function of the user's that could have yielded."""
    source = "async with AsyncExitStack() as stack:\n        stack.callback({}.pop, 1)\n    yield"
    assert story_of("yield-once", failure_of(tmp_path, SOURCE.format(source))) is None


def test_an_end_without_a_fixture() -> None:
    """A StopAsyncIteration in set-up is only told where a fixture was being started."""
    assert story_of("yield-once", Failure(StopAsyncIteration(), "setup")) is None
    assert story_of("yield-once", Failure(StopAsyncIteration())) is None


def test_a_fixture_that_is_not_known() -> None:
    """A second `yield` is told of in any case."""
    story = story_of("yield-once", Failure(ValueError("Async generator fixture didn't stop."), "teardown"))
    assert story is not None
    assert story.what == "The generator function came to a second `yield`."
