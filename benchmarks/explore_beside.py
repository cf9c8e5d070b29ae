"""How long a proof takes, and until a cancellation has lost a slot, beside those who can do it as well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.explore import ask, present
from benchmarks.explore_limits import CANCELLERS, PROVERS
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.measurement import Figure

OURS = "asyncproof"
MOST_TO_PROVE = 500
"""Milliseconds in which three tasks of three conflicting steps are to be proven."""
MOST = 20_000
"""Schedules that a proof may take."""
SOON = 100
"""Milliseconds in which the lost slot is to be found."""


def measure_proof(size: Size) -> Measurement:
    """Compare who proves a small program, how, and how long that takes."""
    figures, notes = _figures("proof", PROVERS, size)
    return Measurement(
        title="Proof of 3 tasks x 3 conflicting steps, which have 1,680 orders",
        unit="ms",
        figures=figures,
        baseline=OURS,
        goals=(Goal(f"proven within {MOST_TO_PROVE} ms", figures[0].median, MOST_TO_PROVE),),
        notes=(*notes, "simloop and cancellens prove nothing of orders"),
    )


def measure_cancelling(size: Size) -> Measurement:
    """Compare how long it takes until the one cancellation that loses a slot is tried."""
    figures, notes = _figures("cancel", CANCELLERS, size)
    return Measurement(
        title="Until a cancellation has lost a slot",
        unit="ms",
        figures=figures,
        baseline=OURS,
        goals=(Goal(f"lost within {SOON} ms", figures[0].median, SOON),),
        notes=(*notes, "frontrun, simloom and simloop cancel nothing"),
    )


def _figures(what: str, explorers: Iterable[str], size: Size) -> tuple[tuple[Figure, ...], list[str]]:
    names, absent = present(explorers, size)
    said: dict[str, str] = {}
    figures = interleave(
        [Subject(name, partial(_ask, name, what, size, said)) for name in names], size.rounds, warm_up=False
    )
    return figures, [*(f"{name}: {words}" for name, words in said.items()), *absent]


def _ask(name: str, what: str, size: Size, said: dict[str, str]) -> float:
    told = ask(name, what, size.of(MOST), script="explore_limits.py", made=size.in_full)
    took, schedules, words = told.split(" ", 2)
    said[name] = f"{int(schedules):,} schedules; {words}"
    return float(took)
