from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Failure, Test
from tests.explain.failing import story_of

if TYPE_CHECKING:
    from pathlib import Path

FAILED = pytest.fail.Exception("async def functions are not natively supported.\nInstall a plugin.")


def test_without_a_plugin() -> None:
    """Where pytest-asyncio is not loaded, its mark alone would not help."""
    place = Place("test_module.py", 1)
    story = story_of("async-not-run", Failure(FAILED, test=Test("test_module.py::test_it[a]", place=place)))
    assert story is not None
    assert (
        story.what
        == "`test_it` at test_module.py:1 is an async test, and no plugin is there that runs such tests."
    )
    assert story.do.startswith("install pytest-asyncio and mark the test")
    assert story.change == ""


def test_without_a_place() -> None:
    """A test whose source is not known is told of too, without a change."""
    story = story_of("async-not-run", Failure(FAILED, test=Test("test_it", mode="strict")))
    assert story is not None
    assert "without the mark `pytest.mark.asyncio`" in story.what
    assert story.change == ""


def test_a_decorator_that_hides_the_test(tmp_path: Path) -> None:
    """A test that has the mark, or would be run in auto mode, is not what pytest-asyncio takes for one."""
    file = tmp_path / "test_module.py"
    file.write_text("@traced\n@pytest.mark.asyncio\nasync def test_it(): pass\n", "utf-8")
    for mode, line in (("strict", 1), ("auto", 3)):
        test = Test("test_it", mode=mode, place=Place(str(file), line))
        story = story_of("async-not-run", Failure(FAILED, test=test))
        assert story is not None
        assert story.what.endswith("is an async test that pytest-asyncio does not take for one.")
        assert story.do == "do not wrap it in a sync decorator."
