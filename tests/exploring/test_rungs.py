from __future__ import annotations

import pytest

from asyncproof.core import Choice, Schedule, UsageError
from asyncproof.exploring.rungs import Rung, freedoms, read_faults, read_rungs
from asyncproof.exploring.targets import Targets


def test_the_rungs_that_are_climbed() -> None:
    """Without a word all but the highest; names and rungs in any order are climbed from the bottom up."""
    assert read_rungs(None) == [Rung.STOCK, Rung.TIMING, Rung.LATENCY, Rung.CANCEL]
    assert read_rungs("reorder") == [Rung.REORDER]
    assert read_rungs([Rung.CANCEL, "stock", "cancel"]) == [Rung.STOCK, Rung.CANCEL]
    with pytest.raises(UsageError, match="there is no rung 'fast'"):
        read_rungs(["fast"])


def test_what_may_vary_on_each() -> None:
    """A cancellation comes alone first, then with latency, then a second one; none if nobody may be hit."""
    every = freedoms(list(Rung), Targets(True))
    assert [freedom.rung for freedom in every] == [
        Rung.STOCK,
        Rung.TIMING,
        Rung.LATENCY,
        Rung.CANCEL,
        Rung.CANCEL,
        Rung.CANCEL,
        Rung.FAULT,
        Rung.FAULT,
        Rung.REORDER,
    ]
    assert [(freedom.policy.latency, freedom.policy.cancellations) for freedom in every][2:6] == [
        (True, 0),
        (False, 1),
        (True, 1),
        (False, 2),
    ]
    assert [freedom.name for freedom in every if freedom.takes_the_rest] == ["cancel+2"]
    assert Rung.CANCEL not in {freedom.rung for freedom in freedoms(list(Rung), Targets(False))}


def test_where_scopes_are_ended() -> None:
    """Time limits and groups are ended where nobody has said whom a cancellation may hit, or how gently."""
    for targets, ended in (
        (Targets(True), [True] * 3),
        (Targets("all"), [False] * 3),
        (Targets(True, home="tests"), [False] * 2),  # two cancellations are no gentle thing
    ):
        policies = [freedom.policy for freedom in freedoms([Rung.CANCEL], targets)]
        assert [policy.is_limit is not None for policy in policies] == ended
        assert [policy.scope_of is not None for policy in policies] == ended


def test_every_rung_says_what_it_takes() -> None:
    """Each rung has a sentence of its own."""
    assert len({rung.sentence for rung in Rung}) == len(Rung)


def test_faults_are_asked_for() -> None:
    """Their rung is climbed if it is named, or if somebody says how many there may be."""
    assert Rung.FAULT not in read_rungs(None)
    assert read_rungs("fault") == [Rung.FAULT]
    assert read_rungs(["timing"], 1) == [Rung.TIMING, Rung.FAULT]
    assert read_rungs(None, 2) == [rung for rung in Rung if rung is not Rung.REORDER]
    assert [read_faults(each) for each in (False, True, 0, 3)] == [0, 1, 0, 3]
    for wrong in (-1, "one", 1.5):
        with pytest.raises(UsageError, match="faults is True, False or how many may happen in a run, not"):
            read_faults(wrong)


def test_what_stands_before_a_schedule() -> None:
    """A word for each freedom, which says how many faults there may be if there may be more than one."""
    names = [freedom.name for freedom in freedoms(list(Rung), Targets(True))]
    assert names == [
        "stock",
        "timing",
        "latency",
        "cancel",
        "cancel+latency",
        "cancel+2",
        "fault",
        "fault+latency",
        "reorder",
    ]
    both = freedoms([Rung.LATENCY, Rung.FAULT], Targets(True), 2)[1:]
    assert [one.name for one in both] == ["fault+2", "fault+2+latency"]
    assert [one.policy.faults for one in both] == [2, 2]
    assert [one.name for one in freedoms([Rung.FAULT], Targets(True))] == ["fault"]


def test_the_rung_of_a_run() -> None:
    """A run in which nothing is cancelled and nothing fails is as one of a lower rung."""

    def odd(*kinds: str) -> Schedule:
        return Schedule(tuple(Choice(kind, 2, 1) for kind in kinds))

    by_name = {freedom.name: freedom for freedom in freedoms(list(Rung), Targets(True))}
    assert by_name["fault+latency"].rung_of(odd("arrival", "fault")) is Rung.FAULT
    assert by_name["fault+latency"].rung_of(odd("arrival")) is Rung.LATENCY
    assert by_name["fault"].rung_of(odd("arrival")) is Rung.TIMING
    assert by_name["cancel+latency"].rung_of(odd("cancel")) is Rung.CANCEL
    assert by_name["cancel"].rung_of(Schedule((Choice("cancel", 2, 0),))) is Rung.STOCK
    assert by_name["reorder"].rung_of(odd("ready")) is Rung.REORDER
