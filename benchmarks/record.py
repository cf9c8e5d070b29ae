"""Measurements as JSON and as a section of a Markdown page."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from benchmarks.table import rows, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.measurement import Measurement

BEGIN = "<!-- figures: written by `python -m benchmarks --page` -->"
END = "<!-- end of figures -->"


def write_json(path: Path, machine: str, measurements: Mapping[str, Measurement]) -> None:
    """Write everything that was measured."""
    found = {
        name: asdict(each) | {"ratios": {figure.name: each.ratio(figure) for figure in each.figures}}
        for name, each in measurements.items()
    }
    text = json.dumps({"machine": machine, "measurements": found}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def as_markdown(measurement: Measurement) -> str:
    """Return a section with the table, the goals and the notes."""
    rounds = len(measurement.figures[0].values)
    ratio = f"to {measurement.baseline}" if measurement.baseline else ""
    lines = [f"### {measurement.title}", "", f"Median of {rounds} rounds.", ""]
    lines += [f"| | {measurement.unit} | spread | {ratio} |", "|---|---:|---:|---:|"]
    lines += [f"| {' | '.join(row)} |" for row in rows(measurement)]
    lines += ["", *(f"- Goal {verdict(goal)}" for goal in measurement.goals)]
    lines += [f"- Note: {note}" for note in measurement.notes]
    return "\n".join(lines)


def write_page(path: Path, machine: str, measurements: Mapping[str, Measurement]) -> None:
    """Replace the figures in the page at *path*."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no place for the figures: add the lines {BEGIN!r} and {END!r}")
    sections = "\n\n".join(as_markdown(each) for each in measurements.values())
    path.write_text(f"{before}{begin}\n\nMachine: {machine}.\n\n{sections}\n\n{end}{after}", encoding="utf-8")
