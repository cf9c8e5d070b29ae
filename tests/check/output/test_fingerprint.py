from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.check.output.fingerprint import fingerprints
from tests.check.output.reported import outcome_of

LINES = "a = work()\nb = work()\n"


def marks(text: str, *marked: str) -> list[str]:
    """Return the fingerprints of hits at words of a text."""
    return fingerprints(outcome_of(text, *marked))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(above=st.lists(st.sampled_from(["x = 1", "", "# note", "\tpass", "a = work"]), max_size=9))
def test_lines_that_move_keep_theirs(above: list[str]) -> None:
    """Whatever comes above, or goes, and however far the line is indented."""
    moved = "".join(f"{line}\n" for line in above) + "a  =  work()\n    b = work()\n"
    assert marks(moved, "a  =  work()", "b = work()") == marks(LINES, "a = work()", "b = work()")


def test_what_is_another_finding_has_another_one() -> None:
    """Another line, another rule."""
    first, second = marks(LINES, "a = work()", "b = work()")
    assert first != second
    outcome = outcome_of(LINES, "a = work()")
    other = replace(outcome.hits[0], rule="tested-coroutine")
    assert fingerprints(replace(outcome, hits=(other,))) != [first]


def test_the_same_line_twice_is_counted() -> None:
    """From above, in each file."""
    outcome = outcome_of("work()\n", "work()")
    (hit,) = outcome.hits
    elsewhere = replace(hit, path="b.py")
    sources = {**outcome.sources, "b.py": outcome.sources["a.py"]}
    twice = replace(outcome, hits=(hit, hit, elsewhere), sources=sources)
    one = fingerprints(outcome)[0].removesuffix(":1")
    assert fingerprints(twice) == [f"{one}:1", f"{one}:2", f"{one}:1"]
