"""Trees that wait for their file's turn."""

from __future__ import annotations

from asyncproof.check.reading.parsing import Parsed, parse
from asyncproof.check.reading.source import Source, decode
from asyncproof.check.reading.waiting import MOST_BYTES, Waiting


def source_of(text: str) -> Source:
    """Return a source."""
    found = decode("a.py", text.encode())
    assert isinstance(found, Source)
    return found


def kept(waiting: Waiting, source: Source, path: str = "/a.py") -> Parsed:
    """Keep the tree of a source."""
    parsed = parse(source)
    waiting.keep(path, source, parsed)
    return parsed


def test_a_tree_is_handed_out_once() -> None:
    """Who has taken it has it; then nobody waits for it any more."""
    waiting, source = Waiting(["/a.py"]), source_of("a = 1")
    parsed = kept(waiting, source)
    assert waiting.taken("/a.py", source) is parsed
    assert waiting.taken("/a.py", source) is None
    kept(waiting, source)
    assert waiting.taken("/a.py", source) is None


def test_what_is_not_checked_is_not_kept() -> None:
    """A library's tree goes when its facts are known."""
    waiting, source = Waiting(["/b.py"]), source_of("a = 1")
    kept(waiting, source)
    assert waiting.taken("/a.py", source) is None


def test_a_file_that_has_changed_is_parsed_again() -> None:
    """As is one with troubles, which name the file."""
    waiting = Waiting(["/a.py"])
    kept(waiting, source_of("a = 1"))
    assert waiting.taken("/a.py", source_of("a = 2")) is None
    waiting, broken = Waiting(["/a.py"]), source_of("a = 1\ndef (:\n")
    kept(waiting, broken)
    assert waiting.taken("/a.py", broken) is None


def test_only_so_much_is_kept() -> None:
    """There is a limit, and what was taken makes room."""
    large, small = source_of("#" * (MOST_BYTES - 1)), source_of("a = 1")
    waiting = Waiting(["/a.py", "/b.py", "/c.py"])
    kept(waiting, large)
    kept(waiting, small, "/b.py")
    assert waiting.taken("/b.py", small) is None
    assert waiting.taken("/a.py", large)
    parsed = kept(waiting, small, "/c.py")
    assert waiting.taken("/c.py", small) is parsed
