from __future__ import annotations

from asyncproof.guard import Guard, Level
from asyncproof.guard.page import page_of, section_of, summary_of


class OneGuard(Guard):
    """Something was found,
    in two lines.

    ## What it sees

    Things.
    """  # noqa: D205 - how long summaries are written

    name = "one-thing"
    group = "things"
    default = Level.WARN
    since = "0.3"


def test_the_page_is_the_docstring_below_what_it_can_be_set_to() -> None:
    """Title, sentence, settings, text."""
    assert page_of(OneGuard, made="<!-- made -->") == (
        "# one-thing\n\n<!-- made -->\n\nSomething was found, in two lines.\n\n"
        "**Settings:** `one_thing` or, with its like, `things`; default level `warn`; since 0.3.\n\n"
        "## What it sees\n\nThings.\n"
    )


def test_the_summary_is_its_first_paragraph() -> None:
    """It is one line, however it is wrapped in the source."""
    assert summary_of(OneGuard) == "Something was found, in two lines."


def test_sections_can_be_read_alone() -> None:
    """A section ends where the next one begins."""
    assert section_of(OneGuard, "What it sees") == "Things."
    assert section_of(OneGuard, "What it cannot see") == ""


def test_a_guard_that_is_its_own_group_has_one_name() -> None:
    """Nothing is said twice."""

    class Alone(OneGuard):
        """Alone."""

        name = "alone"
        group = "alone"

    assert page_of(Alone) == "# alone\n\nAlone.\n\n**Settings:** `alone`; default level `warn`; since 0.3.\n"
