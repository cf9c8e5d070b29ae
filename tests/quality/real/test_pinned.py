from __future__ import annotations

from pathlib import Path

import pytest

from quality.real.pinned import pinned, read

FILE = '''"""A lock is
not given back.

issue: https://example.com/issues/12
bad: thing==1.0 other==2
fixed: {fixed}
"""

import a_package_that_nobody_has
'''


def test_what_a_file_says_is_read_without_its_imports(tmp_path: Path) -> None:
    """The docstring says what the bug is, where it was reported and which versions have it."""
    path = tmp_path / "lost_lock.py"
    path.write_text(FILE.format(fixed="thing==1.1"), encoding="utf-8")
    bug = read(path)
    assert (bug.name, bug.what, bug.reported) == ("lost_lock", "A lock is not given back.", "#12")
    assert (bug.bad, bug.fixed) == (("thing==1.0", "other==2"), ("thing==1.1",))


def test_a_bug_that_is_in_every_release(tmp_path: Path) -> None:
    """It has no fixed version."""
    path = tmp_path / "lost_lock.py"
    path.write_text(FILE.format(fixed="none"), encoding="utf-8")
    assert read(path).fixed == ()


def test_there_are_enough_of_them() -> None:
    """More than eight bugs, each with a version that has it, a fix, and a place where it was reported."""
    found = pinned([])
    assert len(found) > 8
    assert all(bug.what.endswith(".") and bug.issue.startswith("https://") and bug.bad for bug in found)
    assert sum(bool(bug.fixed) for bug in found) >= 8


def test_bugs_by_name() -> None:
    """Those that are asked for, in that order; a name that is none is told."""
    names = ["redis_stale_response", "anyio_lost_item"]
    assert [bug.name for bug in pinned(names)] == names
    with pytest.raises(SystemExit, match=r"no bug 'redis'; there are .*redis_stale_response"):
        pinned(["redis"])
