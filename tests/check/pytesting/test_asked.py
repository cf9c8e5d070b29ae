from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.pytesting.asked import is_asked_for
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("def test_it(thing): ...", True),
        ("async def test_it(\n    a: f(1) = g(2),\n    thing,\n): ...", True),
        ("@pytest.mark.usefixtures('a', 'thing')", True),
        ('request.getfixturevalue("thing")', True),
        ("def thing(): ...", False),
        ("def test_it(things, other): return thing", False),
        ("thing()", False),
    ],
)
def test_a_name_is_looked_for_as_a_parameter(tmp_path: Path, text: str, asked: bool) -> None:
    """Or where fixtures are named by their names; uses of other kinds do not count."""
    write(tmp_path, {"test_it.py": text, "conftest.py": "def thing(): ..."})
    assert is_asked_for("thing", str(tmp_path / "test_it.py")) is asked
    assert is_asked_for("thing", str(tmp_path / "conftest.py")) is asked


def test_only_files_that_see_the_fixture_are_looked_at(tmp_path: Path) -> None:
    """Those below a `conftest.py`, hidden folders apart; a test file is alone."""
    asks = "def test_it(thing): ..."
    write(
        tmp_path, {"test_a.py": asks, "sub/conftest.py": "", "sub/.cache/test_b.py": asks, "sub/c.txt": asks}
    )
    assert not is_asked_for("thing", str(tmp_path / "sub" / "conftest.py"))
    assert not is_asked_for("thing", str(tmp_path / "sub" / "gone.py"))
    write(tmp_path, {"sub/deep/test_c.py": asks})
    assert is_asked_for("thing", str(tmp_path / "sub" / "conftest.py"))
