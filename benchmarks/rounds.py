"""Interleaved rounds: every subject is measured once a round, so that a slow minute hits them all."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from benchmarks.measurement import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measurement import Subject


def interleave(subjects: Sequence[Subject], rounds: int, *, warm_up: bool = True) -> tuple[Figure, ...]:
    """Measure every subject in each of the *rounds*, starting each round with another one."""
    values: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    if warm_up:
        for subject in subjects:
            subject.measure()
    for number in range(rounds):
        first = number % len(subjects)
        for subject in (*subjects[first:], *subjects[:first]):
            gc.collect()  # nobody pays for somebody else's rubbish
            values[subject.name].append(subject.measure())
    return tuple(Figure(name, tuple(found)) for name, found in values.items())
