from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.pytesting.marks import misspelt_mark
from tests.check.pytesting.seen import seen_in

if TYPE_CHECKING:
    from pathlib import Path

INI = "[pytest]\nasyncio_mode = auto\nmarkers =\n    asyncrio: ours\n"


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ("asyncio", None),
        ("anyio", None),
        ("asynico", ("asynico", "asyncio")),
        ("AsyncIO", ("AsyncIO", "asyncio")),
        ("any_io", ("any_io", "anyio")),
        ("slow, pytest.mark.asyncoi", ("asyncoi", "asyncio")),
        ("asyncrio", None),
        ("async_timeout", None),
        ("trio", None),
    ],
)
def test_names_that_are_near_are_misspelt(tmp_path: Path, marks: str, found: tuple[str, str] | None) -> None:
    """One letter more, less, or in the wrong place; unless the project has registered the name."""
    text = f"import pytest\npytestmark = [pytest.mark.{marks}]\nasync def test_it(): ...\n"
    test, here = seen_in(tmp_path, {"pytest.ini": INI, "test_it.py": text}).tests["test_it"]
    assert misspelt_mark(test, here.configuration) == found
