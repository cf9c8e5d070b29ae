from __future__ import annotations

from asyncproof.explain import Case
from asyncproof.explain.page import page_of, summary_of


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


def test_the_summary_is_its_first_paragraph() -> None:
    """It is one line, however it is wrapped in the source."""
    assert summary_of(OneCase) == "Something went wrong, in two lines."
