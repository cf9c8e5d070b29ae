from __future__ import annotations

import pytest

from asyncproof.guard.ruling.folders import Folder

PATH = ("tests", "db", "test_pool.py")


@pytest.mark.parametrize(
    ("pattern", "reach"),
    [
        ("", 0),
        (".", 0),
        ("tests", 1),
        ("./tests/", 1),
        ("tests/db", 2),
        ("tests\\db", 2),
        ("tests/*", 2),
        ("te?ts/d[ab]", 2),
        ("tests/db/test_pool.py", 3),
        ("**/test_*.py", 3),
        ("tests/**/test_pool.py", 3),
        ("**", 3),
        ("tests/**", 3),
        ("test", None),
        ("db", None),
        ("tests/*.py", None),
        ("**/test_p", None),
        ("tests/db/test_pool.py/more", None),
    ],
)
def test_how_far_a_pattern_reaches(pattern: str, reach: int | None) -> None:
    """A pattern names whole parts of a path from its beginning; two stars stand for any number of parts."""
    assert Folder.read(pattern, {}).reach(PATH) == reach
