from __future__ import annotations

from collections.abc import Callable

import pytest

from asyncproof.guard import Level
from asyncproof.guard.sayings import SayingError, check_allowed, hint, read_levels, read_line


def test_levels_are_read() -> None:
    """Names may be written with hyphens, and spaces do not count."""
    assert read_levels("never-awaited=warn , all = off") == {"never_awaited": Level.WARN, "all": Level.OFF}


def test_lines_are_read() -> None:
    """What stands before the colon is where the levels hold."""
    line = read_line("tests/old: all = off")
    assert (line.pattern, line.levels) == (("tests", "old"), {"all": Level.OFF})
    assert read_line("all = off").pattern == ()


@pytest.mark.parametrize("line", ["app.pool.*", "all: x", "never_awaited:x", "never-awaited: a.B.c"])
def test_allowed_lines(line: str) -> None:
    """A pattern alone, or with the guard that is to let it pass."""
    check_allowed(line)


@pytest.mark.parametrize(
    ("read", "line"),
    [
        (read_levels, ""),
        (read_levels, "all"),
        (read_levels, "= off"),
        (read_levels, "all ="),
        (read_levels, "all = of"),
        (read_levels, "all = off,"),
        (read_line, ": all = off"),
        (read_line, "tests:"),
        (check_allowed, ""),
        (check_allowed, "all:"),
        (check_allowed, ": x"),
        (check_allowed, "nobody: x"),
    ],
)
def test_nonsense_is_refused(read: Callable[[str], object], line: str) -> None:
    """Each complaint is a sentence that ends with what to do."""
    with pytest.raises(SayingError, match=r"Write|There|All names|Did you mean"):
        read(line)


def test_hints() -> None:
    """A close name is named, and where there is none the list is."""
    assert hint("never_awited") == "Did you mean 'never_awaited'?"
    assert hint("qqq") == "All names are listed by: asyncproof explain"
