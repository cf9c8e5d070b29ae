from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path


def test_an_object_of_a_library(tmp_path: Path) -> None:
    """Where asyncio does not tell which object it is, the call in which it happened is told."""
    source = """
    def use():
        error = RuntimeError("the pool is bound to a different event loop")
        raise error

    def test_it():
        use()
    """
    story = story_of("bound-to-loop", failure_of(tmp_path, source))
    assert story is not None
    assert story.what == f"`use()` ({tmp_path}/test_module.py:6) has been used on another event loop before."
    assert story.do == "make it in a fixture of the test, or give all who share it the same `loop_scope`."


def test_who_has_bound_it(tmp_path: Path) -> None:
    """The other test that was the first to wait is told, if somebody has seen it; the test itself is not."""
    source = """
    import asyncio

    LOCK = asyncio.Lock()

    async def hold():
        async with LOCK:
            await asyncio.sleep(0)

    async def both():
        await asyncio.gather(hold(), hold())

    def test_it():
        asyncio.run(both())
        asyncio.run(both())
    """
    failure = replace(failure_of(tmp_path, source), bound_by=lambda _: "test_module.py::test_first")
    story = story_of("bound-to-loop", failure)
    assert story is not None
    first, second, *_ = story.what.splitlines()
    assert first.startswith("`LOCK`")
    assert (
        second == "It belongs to the loop of test_module.py::test_first, which was the first to wait for it."
    )
    alone = story_of("bound-to-loop", replace(failure, bound_by=lambda _: failure.test.name))
    assert alone is not None
    assert "It belongs to" not in alone.what
