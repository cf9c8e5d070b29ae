from __future__ import annotations

from dataclasses import replace

from asyncproof.check.output.concise import concise
from tests.check.output.reported import TROUBLES, outcome_of


def test_each_thing_is_one_line() -> None:
    """Path, line and column stand where editors look for them; troubles come first."""
    outcome = replace(outcome_of("a = 1\nsell()\n", "sell()"), troubles=TROUBLES)
    assert list(concise(outcome)) == [
        "b.py:3: unreadable: is broken",
        "c.py: unreadable: is large",
        "a.py:2:1: error: it is lost [missing-await]",
    ]
