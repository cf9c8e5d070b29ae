from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Fixture, Test
from tests.explain.failing import failure_at_import, failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path


def test_while_a_module_is_imported(tmp_path: Path) -> None:
    """What a module makes at once is to be made where a loop runs."""
    failure = failure_at_import(tmp_path, "import asyncio\nLOOP = asyncio.get_running_loop()")
    story = story_of("no-running-loop", failure)
    assert story is not None
    assert story.what.endswith("needs a running event loop, and was called while the module is imported.")


def test_in_an_async_function_that_no_loop_runs(tmp_path: Path) -> None:
    """A coroutine that is driven by hand has no loop, although its function is async."""
    source = """
    import asyncio

    async def work():
        asyncio.get_running_loop()

    def test_it():
        work().send(None)
    """
    story = story_of("no-running-loop", failure_of(tmp_path, source))
    assert story is not None
    assert story.what.endswith("needs a running event loop, and none runs here.")


@pytest.mark.parametrize(("mode", "decorated"), [("auto", False), ("strict", True)])
def test_in_a_fixture(tmp_path: Path, mode: str, decorated: bool) -> None:
    """A sync fixture is to become async; in auto mode its decorator is right as it is."""
    source = """
    import asyncio
    import pytest

    @pytest.fixture
    def started():
        return asyncio.get_running_loop()

    def test_it():
        started.__wrapped__()
    """
    fixture = Fixture("started", "function", place=Place(f"{tmp_path}/test_module.py", 4))
    failure = failure_of(tmp_path, source, test=Test(mode=mode, fixtures=(fixture,)), when="setup")
    story = story_of("no-running-loop", failure)
    assert story is not None
    assert story.do == "make the fixture async."
    assert "+ async def started():" in story.change
    assert ("+ @pytest_asyncio.fixture" in story.change) is decorated
