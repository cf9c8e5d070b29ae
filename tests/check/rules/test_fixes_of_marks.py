"""What the fixes of rules about marks, fixtures and loops make of bad code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.rules.test_fixes import claim

if TYPE_CHECKING:
    from pathlib import Path

TEST = "import asyncio\n\nimport pytest\n\n\n"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "pointless-mark",
            "@pytest.mark.slow\n@pytest.mark.asyncio(\n    loop_scope='class'\n)\ndef test_it(): ...\n",
            "@pytest.mark.slow\ndef test_it(): ...\n",
        ),
        (
            "redundant-mark",
            "class TestIt:\n    @pytest.mark.asyncio  # why\n    async def test_it(self): ...\n",
            "class TestIt:\n    async def test_it(self): ...\n",
        ),
        (
            "mark-on-fixture",
            "@pytest.mark.asyncio\n@pytest.fixture\nasync def it(): ...\n",
            "@pytest.fixture\nasync def it(): ...\n",
        ),
        (
            "removed-mark-scope",
            "pytestmark = [pytest.mark.asyncio(scope = 'module')]\n",
            "pytestmark = [pytest.mark.asyncio(loop_scope = 'module')]\n",
        ),
        ("missing-plugin-import", "@pytest_asyncio.fixture\nasync def it(): ...\n", None),
    ],
)
def test_marks_are_mended_without_a_look(name: str, before: str, after: str | None, tmp_path: Path) -> None:
    """They go with their lines, or get their new spelling."""
    head = TEST if after is not None else "import asyncio\n\n"
    end = TEST if after is not None else "import asyncio\n\nimport pytest_asyncio\n\n"
    claim(tmp_path, name, head + before, end + (before if after is None else after), unsafe=False)


def test_a_misspelt_mark_is_written_anew(tmp_path: Path) -> None:
    """Arguments and all; what it makes of the test deserves a look."""
    before = f"{TEST}@pytest.mark.slow\n@pytest.mark.asynico(loop_scope='module')\nasync def test_it(): ...\n"
    claim(tmp_path / "one", "misspelt-mark", before, before.replace("asynico", "asyncio"))
    claim(tmp_path / "two", "misspelt-mark", before, None, unsafe=False)
    whole = f"{TEST}pytestmark = pytest.mark.asynico\n\n\nasync def test_it(): ...\n"
    claim(tmp_path / "three", "misspelt-mark", whole, None)


def test_a_value_is_used_without_await(tmp_path: Path) -> None:
    """Its fixture has it ready."""
    head = f"{TEST}@pytest.fixture\nasync def it():\n    return 1\n\n\nasync def test_it(it):\n    "
    claim(tmp_path, "awaited-fixture-value", f"{head}assert await it == 1\n", f"{head}assert it == 1\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "async def test_it(event_loop):\n    event_loop.stop()\n",
            "async def test_it():\n    asyncio.get_running_loop().stop()\n",
        ),
        ("async def test_it(a, event_loop: object, b): ...\n", "async def test_it(a, b): ...\n"),
        ("async def test_it(a, event_loop): ...\n", "async def test_it(a): ...\n"),
        ("async def test_it(event_loop, a): ...\n", "async def test_it(a): ...\n"),
        ("async def test_it(event_loop, /): ...\n", None),
        ("async def test_it(*, event_loop): ...\n", None),
        ("async def test_it(event_loop):\n    event_loop = 1\n", None),
        ("def test_it(event_loop):\n    event_loop.run_forever()\n", None),
    ],
)
def test_a_test_asks_asyncio_for_the_loop(before: str, after: str | None, tmp_path: Path) -> None:
    """In the place of the fixture that is gone, where it is simple."""
    claim(tmp_path, "removed-event-loop", TEST + before, None if after is None else TEST + after)
