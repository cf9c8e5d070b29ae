from __future__ import annotations

from dataclasses import replace

import pytest

from asyncproof.check.hit import Fix, Related, Span
from asyncproof.check.outcome import Outcome
from asyncproof.check.output.text import text
from tests.check.output.reported import TROUBLES, outcome_of


def lines(outcome: Outcome) -> list[str]:
    """Return the lines without their roles."""
    return ["".join(part.text for part in line) for line in text(outcome)]


def test_a_hit_is_shown_with_its_line() -> None:
    """Where, what, the line with a mark under it, what explains it, and what to do."""
    related = Related("src/b.py", Span(4, 0, 4, 0), "defined here")
    assert lines(outcome_of("def f():\n    sell(1)\n", "sell(1)", related=(related,))) == [
        "a.py:2:5: error missing-await",
        "  it is lost",
        "     2 | sell(1)",
        "         ^^^^^^^",
        "  defined here: src/b.py:4",
        "  to do: await it",
        "",
        "1 error in 1 file.",
    ]


@pytest.mark.parametrize(
    ("safe", "told"),
    [
        ([True], "--fix mends 1."),
        ([False, False], "--unsafe-fixes mends 2."),
        ([True, False, None], "--fix mends 1, --unsafe-fixes 2."),
        ([None], ""),
    ],
)
def test_what_can_be_mended_is_marked(safe: list[bool | None], told: str) -> None:
    """Each finding by the option that does it, and all of them at the end."""
    words = ["a", "b", "c"][: len(safe)]
    outcome = outcome_of(" + ".join(words), *words)
    fixes = [None if one is None else Fix("mend it", (), safe=one) for one in safe]
    hits = tuple(replace(hit, fix=fix) for hit, fix in zip(outcome.hits, fixes, strict=True))
    found = lines(replace(outcome, hits=hits))
    marks = {None: "", True: " (--fix does it)", False: " (--unsafe-fixes does it)"}
    assert [line for line in found if "to do" in line] == [f"  to do: await it{marks[one]}" for one in safe]
    assert found[-1].partition("in 1 file.")[2].strip() == told


def test_parts_have_roles_for_colours() -> None:
    """The severity, the place and the mark can be told apart."""
    roles = {part.role for line in text(outcome_of("sell()\n", "sell()")) for part in line}
    assert roles == {"", "place", "error", "source", "mark"}


@pytest.mark.parametrize(
    ("source", "word", "shown"),
    [
        ("\t\tx = sell()\n", "sell()", ["x = sell()", "    ^^^^^^"]),
        ("x =\tsell()\n", "sell()", ["x = sell()", "    ^^^^^^"]),
        ("x = '日本', sell()\n", "sell()", ["x = '日本', sell()", "            ^^^^^^"]),
        ("x = 'e\u0301', sell()\n", "sell()", ["x = 'e\u0301', sell()", "         ^^^^^^"]),
        ("sell('日')\n", "sell('日')", ["sell('日')", "^^^^^^^^^^"]),
        ("sell()\r\n", "sell()", ["sell()", "^^^^^^"]),
        ("sell(\n  1,\n)\n", "sell(\n  1,\n)", ["sell(", "^^^^^"]),
        ("x = '\x1b[31m', sell()\n", "sell()", ["x = ' [31m', sell()", "             ^^^^^^"]),
    ],
    ids=[
        "tabs before",
        "tab between",
        "wide",
        "combining",
        "wide inside",
        "Windows",
        "many lines",
        "control",
    ],
)
def test_the_mark_stands_under_the_code(source: str, word: str, shown: list[str]) -> None:
    """Whatever is before it: tabs, letters as wide as two, accents, signs that steer terminals."""
    excerpt = lines(outcome_of(source, word))[2:4]
    assert [line[9:] for line in excerpt] == shown


def test_a_hit_without_a_line_has_no_excerpt() -> None:
    """An empty line shows nothing."""
    outcome = outcome_of("\nsell()\n", "sell()")
    hit = replace(outcome.hits[0], span=Span(1, 0, 1, 0))
    assert lines(replace(outcome, hits=(hit,)))[1:3] == ["  it is lost", "  to do: await it"]


def test_what_could_not_be_read_comes_first() -> None:
    """With the line, if it is about one."""
    assert lines(Outcome((), TROUBLES, 3, {})) == [
        "b.py:3: unreadable",
        "  is broken",
        "  to do: Mend it.",
        "",
        "c.py: unreadable",
        "  is large",
        "  to do: Leave it out.",
        "",
        "2 things that could not be read in 3 files.",
    ]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (outcome_of(""), "Nothing found in 1 file."),
        (Outcome((), (), 0, {}), "Nothing found in 0 files."),
        (outcome_of("a\nb\nc\n", "a", "b", "c"), "1 error, 1 warning, 1 remark in 1 file."),
    ],
)
def test_the_last_line_sums_up(outcome: Outcome, said: str) -> None:
    """It counts what was found, and the files."""
    assert lines(outcome)[-1] == said
