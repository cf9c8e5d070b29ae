from __future__ import annotations

import pytest

from asyncproof.core import Explanation, Finding, Place, Severity


@pytest.mark.parametrize(
    ("place", "text"),
    [(Place("a.py"), "a.py"), (Place("a.py", 3), "a.py:3"), (Place("a.py", 3, 7), "a.py:3:7")],
)
def test_a_place_prints_as_a_link(place: Place, text: str) -> None:
    """Terminals and editors understand `file:line:column`, as far as it is known."""
    assert str(place) == text


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    """Whoever reports something need only name its code and say what is wrong."""
    finding = Finding("AP001", "the mode is misspelt")
    assert (finding.severity, finding.place, finding.explanation) == (Severity.ERROR, None, Explanation())
