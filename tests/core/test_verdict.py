from __future__ import annotations

import pytest

from asyncproof.core import Certainty, Verdict


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Verdict(Certainty.PROVEN, 1), "proven by 1 run"),
        (Verdict(Certainty.SAMPLED, 12_345), "sampled by 12,345 runs"),
        (Verdict(Certainty.BOUNDED, 7, "2 preemptions"), "bounded by 7 runs (2 preemptions)"),
    ],
)
def test_a_verdict_says_what_it_rests_on(verdict: Verdict, text: str) -> None:
    """One line has the certainty, the number of runs and the bound."""
    assert str(verdict) == text
