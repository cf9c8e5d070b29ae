from __future__ import annotations

from asyncproof.check.fixing.difference import difference
from asyncproof.check.reading.source import Source


def shown(before: str, after: str) -> str:
    """Return the difference of two texts."""
    sources = [Source("it.py", text.encode(), text) for text in (before, after)]
    return "".join(difference(*sources, "it.py"))


def test_lines_that_change_are_shown() -> None:
    """As `patch` reads them."""
    assert shown("a\nb\n", "a\nc\n") == "--- it.py\n+++ it.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    assert shown("a\n", "a\n") == ""


def test_line_ends_are_a_part_of_the_lines() -> None:
    """Those of Windows, and none at all."""
    assert shown("a\r\n", "b\r\n").endswith("-a\r\n+b\r\n")
    missing = "\n\\ No newline at end of file\n"
    assert shown("a\nb", "c\nb").endswith(f"-a\n+c\n b{missing}")
