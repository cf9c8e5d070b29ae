from __future__ import annotations

from dataclasses import replace

from asyncproof.check.output.concise import concise
from asyncproof.check.output.text import plain
from asyncproof.check.output.troubles import MOST, left_out, told
from asyncproof.check.reading.trouble import Trouble
from tests.check.output.reported import outcome_of

SAME = [Trouble(f"{number}.py", None, "it fell over", "Report it.") for number in range(MOST + 2)]
OTHER = Trouble("z.py", 3, "is broken", "Mend it.")


def test_the_same_thing_is_told_a_few_times() -> None:
    """And then counted; what is told of one file only is always there."""
    assert list(told([*SAME, OTHER])) == [*SAME[:MOST], OTHER]
    assert list(left_out([*SAME, OTHER])) == ["2 more files: it fell over"]
    assert list(left_out(SAME[1:])) == ["1 more file: it fell over"]
    assert list(told(SAME[:MOST])) == SAME[:MOST]
    assert list(left_out(SAME[:MOST])) == []


def test_people_are_spared_the_rest() -> None:
    """In both forms that they read, and the sum counts all."""
    outcome = replace(outcome_of(""), troubles=(*SAME, OTHER))
    lines = list(plain(outcome))
    assert lines[-1].startswith(f"{MOST + 3} things that could not be read")
    assert lines.count("  it fell over") == MOST
    assert "2 more files: it fell over" in lines
    assert list(concise(outcome))[-2:] == ["z.py:3: unreadable: is broken", "2 more files: it fell over"]
