from __future__ import annotations

from dataclasses import replace

import pytest

from asyncproof.check.fixing.choosing import Choice
from asyncproof.check.fixing.judging import compiles, objection
from asyncproof.check.fixing.patch import Patch, patched
from asyncproof.check.hit import Hit, Span
from asyncproof.check.reading.source import Source
from asyncproof.core import Severity

TEXT = "async def f():\n    a()\n    b()\n"
FIRST = Hit("missing-await", "it.py", Span(2, 4, 2, 7), "bad", "mend it", Severity.ERROR)
SECOND = replace(FIRST, span=Span(3, 4, 3, 7))


def source(text: str) -> Source:
    """Make a file of a text."""
    return Source("it.py", text.encode(), text)


def objected(*after: Hit, text: str = "await ", old: str = TEXT) -> str | None:
    """Return what speaks against the fix of the first hit, if these are the hits afterwards."""
    choice = Choice((FIRST,), (Patch(19, 19, text),))
    return objection(choice, [FIRST, SECOND], after, source(old), source(patched(old, choice.patches)))


def test_a_fix_that_mends_is_taken() -> None:
    """What was there before may stay, wherever it stands now."""
    assert objected() is None
    assert objected(SECOND) is None
    assert objected(replace(SECOND, span=Span(4, 4, 4, 7)), text="pass\n    ") is None


def test_a_fix_that_mends_nothing_is_refused() -> None:
    """The same rule finds it where it was, or where it is now."""
    for column in (4, 10):
        again = replace(FIRST, span=Span(2, column, 2, 13))
        assert objected(again) == "what was found is found again afterwards"


def test_a_fix_that_brings_something_new_is_refused() -> None:
    """Another rule, or the same rule elsewhere."""
    new = replace(SECOND, rule="awaited-sync", message="not async")
    assert objected(new) == "it would bring a finding of awaited-sync: not async"
    assert objected(replace(FIRST, span=Span(1, 0, 1, 5))) == "it would bring a finding of missing-await: bad"


@pytest.mark.parametrize("text", ["await (", "yield await (", "return 1\n  "])
def test_a_fix_that_makes_no_python_is_refused(text: str) -> None:
    """Its result can't be parsed, or can't be compiled."""
    assert objected(text=text) == "the result is no valid Python"


def test_a_file_that_never_compiled_must_parse_at_least() -> None:
    """As one with a `return` at its top."""
    old = f"{TEXT}return\n"
    assert objected(old=old) is None
    assert objected(old=old, text="(") == "the result is no valid Python"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(TEXT, True), ("def f():\n    await x\n", False), ("assert (1, 2)\n", True), ("(" * 9000, False)],
)
def test_compiling(text: str, expected: bool) -> None:
    """Is asked for more than a tree, runs nothing and says nothing."""
    assert compiles(source(text)) is expected
