"""Schedules a second, and seconds to a first failure, beside the explorers that others have made."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.explore_alone import EXPLORERS
from benchmarks.explore_homes import is_peer, python_of, why_absent
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from benchmarks.measurement import Figure

ROOT = Path(__file__).parents[1]
STOCK = "asyncio.run"
OURS = "asyncproof, latency"
SLOW = "frontrun"
LEFT_OUT = {"failure": STOCK, "rate": "asyncproof, reorder"}
"""asyncio has one order, without the bug; and the counter is proven after six reorderings."""
FASTER = 3.0
FASTER_THAN_PEERS = 10.0
SOON = 100
"""Milliseconds in which the bug has to be met."""


def ask(name: str, *words: object, script: str = "explore_alone.py", made: bool = True) -> str:
    """Measure one explorer in a process of its own, and return what it prints.

    If no environment is `made` for it, it is in this one.
    """
    done = subprocess.run(
        [
            python_of(name) if made else sys.executable,
            str(ROOT / "benchmarks" / script),
            name,
            *map(str, words),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0"},
    )
    if done.returncode:
        raise RuntimeError(f"{name} could not do its {' '.join(map(str, words))}:\n{done.stderr}")
    return done.stdout.strip()


def subjects(what: str, size: Size, amount: Callable[[str], int]) -> tuple[list[Subject], list[str]]:
    """List who is to be had, with what is to be measured, and say why others are not."""

    def measured(name: str) -> float:
        return float(ask(name, what, amount(name), made=size.in_full))

    names, absent = present([name for name in EXPLORERS if name != LEFT_OUT[what]], size)
    return [Subject(name, partial(measured, name)) for name in names], absent


def present(names: Iterable[str], size: Size) -> tuple[list[str], list[str]]:
    """Return who of them is to be had, and why the others are not; a quick look makes no environments."""
    if not size.in_full:
        names = [name for name in names if not is_peer(name)]
    absent = {name: why_absent(name) for name in names} if size.in_full else {}
    return [name for name in names if not absent.get(name)], [why for why in absent.values() if why]


def factor_over(name: str) -> float:
    """Return how much faster we want to be: than a peer as it is, or with its collections left out."""
    return 1.0 if name.endswith("uncollected") else FASTER_THAN_PEERS


def goals(figures: Mapping[str, Figure]) -> tuple[Goal, ...]:
    """Hold our schedules a second against those of the others."""
    ours = figures[OURS]
    beside = [
        Goal(
            f"at least {factor_over(name):g}x the schedules of {name}",
            ours.over(figure),
            factor_over(name),
            at_least=True,
        )
        for name, figure in figures.items()
        if name != STOCK and not name.startswith("asyncproof")
    ]
    stock = Goal(
        f"at least {FASTER:g}x the runs of asyncio.run", ours.over(figures[STOCK]), FASTER, at_least=True
    )
    return (stock, *beside)


def measure(size: Size) -> Measurement:
    """Compare schedules a second of the locked counter."""
    found, absent = subjects("rate", size, lambda name: size.of(10 if name == SLOW else 500))
    figures = interleave(found, size.rounds, warm_up=False)
    return Measurement(
        title="Schedules of a lock-protected counter, 3 tasks x 3 increments",
        unit="schedules/s",
        figures=figures,
        baseline=STOCK,
        goals=goals({figure.name: figure for figure in figures}),
        notes=(*absent, "asyncio.run does one order again and again"),
    )


def measure_failures(size: Size) -> Measurement:
    """Compare how long it takes until an order of three tasks is met that hardly ever comes."""
    found, absent = subjects("failure", size, lambda name: size.of(2 if name == SLOW else 10))
    figures = interleave(found, size.rounds, warm_up=False)
    milliseconds = tuple(
        replace(figure, values=tuple(1000 * value for value in figure.values)) for figure in figures
    )
    ours, *others = milliseconds
    sooner = [
        Goal(f"not later than {other.name}", ours.over(other), 1.0)
        for other in others
        if not other.name.startswith("asyncproof")
    ]
    return Measurement(
        title="Until three tasks of five steps end in the opposite order",
        unit="ms",
        figures=milliseconds,
        baseline=OURS,
        goals=(Goal(f"met within {SOON} ms", ours.median, SOON), *sooner),
        notes=tuple(absent),
    )
