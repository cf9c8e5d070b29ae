from __future__ import annotations

from asyncproof.explain import Case
from asyncproof.explain.page import page_of, pattern_of, summary_of


class OneCase(Case):
    """Something went wrong,
    in two lines.

    ## What to do instead

    Do it right.
    """  # noqa: D205 - how long summaries are written

    slug = "one-thing"
    since = "0.3"


def test_the_page_is_the_docstring() -> None:
    """Title, sentence, since when, text."""
    assert page_of(OneCase, made="<!-- made -->") == (
        "# one-thing\n\n<!-- made -->\n\nSomething went wrong, in two lines.\n\nSince 0.3.\n\n"
        "## What to do instead\n\nDo it right.\n"
    )


def test_what_is_printed_stands_on_its_page() -> None:
    """So that who looks for the text finds the page."""

    class Printed(OneCase):
        """It was printed."""

        texts = ("Event loop is closed", "got '...'")

    assert "\n\n**What is printed:** `Event loop is closed`, `got '...'`.\n\n" in page_of(Printed)


def test_three_dots_are_anything_in_one_line() -> None:
    """All else is meant as it is written."""
    assert pattern_of("a (...) b").search("x a (y) b z")
    assert not pattern_of("a (...) b").search("a (\n) b")
    assert not pattern_of("a.b").search("axb")


def test_the_summary_is_its_first_paragraph() -> None:
    """It is one line, however it is wrapped in the source."""
    assert summary_of(OneCase) == "Something went wrong, in two lines."
