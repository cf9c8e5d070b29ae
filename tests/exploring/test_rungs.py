from __future__ import annotations

import pytest

from asyncproof.core import UsageError
from asyncproof.exploring.rungs import Rung, freedoms, read_rungs
from asyncproof.exploring.targets import Targets


def test_the_rungs_that_are_climbed() -> None:
    """Without a word all but the highest; names and rungs in any order are climbed from the bottom up."""
    assert read_rungs(None) == [Rung.STOCK, Rung.TIMING, Rung.LATENCY, Rung.CANCEL]
    assert read_rungs("reorder") == [Rung.REORDER]
    assert read_rungs([Rung.CANCEL, "stock", "cancel"]) == [Rung.STOCK, Rung.CANCEL]
    with pytest.raises(UsageError, match="there is no rung 'fast'"):
        read_rungs(["fast"])


def test_what_may_vary_on_each() -> None:
    """Cancellations come alone first, then together with latency; not at all if nobody may be cancelled."""
    every = freedoms(list(Rung), Targets(True))
    assert [freedom.rung for freedom in every] == [
        Rung.STOCK,
        Rung.TIMING,
        Rung.LATENCY,
        Rung.CANCEL,
        Rung.CANCEL,
        Rung.REORDER,
    ]
    assert [(freedom.policy.latency, freedom.policy.cancellations) for freedom in every][2:5] == [
        (True, 0),
        (False, 1),
        (True, 1),
    ]
    assert Rung.CANCEL not in {freedom.rung for freedom in freedoms(list(Rung), Targets(False))}


def test_every_rung_says_what_it_takes() -> None:
    """Each rung has a sentence of its own."""
    assert len({rung.sentence for rung in Rung}) == len(Rung)
