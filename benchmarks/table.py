"""Measurements as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from benchmarks.measurement import Goal, Measurement


def shown(value: float) -> str:
    """Write a figure with three digits that mean something."""
    if value >= 1000:  # noqa: PLR2004 - from here on, digits after the point say nothing
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".")


def verdict(goal: Goal) -> str:
    """Say what was promised and what was measured."""
    sign = ">=" if goal.at_least else "<="
    word = "met" if goal.met else "MISSED"
    return f"{word}: {goal.claim} ({shown(goal.value)} {sign} {shown(goal.limit)})"


def rows(measurement: Measurement) -> Iterable[tuple[str, str, str, str]]:
    """Give name, median, spread and ratio of every figure."""
    for figure in measurement.figures:
        ratio = measurement.ratio(figure)
        yield (
            figure.name,
            shown(figure.median),
            f"±{figure.spread:.0%}",
            "" if ratio is None else f"{ratio:.2f}x",
        )


def print_measurement(console: Console, measurement: Measurement) -> None:
    """Print one measurement, its goals and its notes."""
    rounds = len(measurement.figures[0].values)
    table = Table(title=f"{measurement.title} (median of {rounds} rounds)", title_justify="left")
    table.add_column("")
    table.add_column(measurement.unit, justify="right")
    table.add_column("spread", justify="right")
    table.add_column(f"to {measurement.baseline}" if measurement.baseline else "", justify="right")
    for row in rows(measurement):
        table.add_row(*row)
    console.print(table)
    for goal in measurement.goals:
        console.print(Text(f"  goal {verdict(goal)}", style="green" if goal.met else "red"))
    for note in measurement.notes:
        console.print(Text(f"  {note}", style="dim"))
    console.print()
