"""The tables of docs/in-the-field.md, made from what was measured and what was judged."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.field import judged
from benchmarks.field.project import names, read
from benchmarks.field.trying import RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.field.project import Project

PAGE = Path(__file__).parents[2] / "docs" / "in-the-field.md"
BEGIN = "<!-- results: written by `python -m benchmarks.field page` -->"
END = "<!-- end of results -->"

Result = dict[str, Any]
"""What a file of `results/` holds."""


def advice(result: Result) -> list[Result]:
    """Return what check has found that is only an advice."""
    return [one for one in result["check"]["findings"] if one["severity"] == "info"]


def told(result: Result) -> list[Result]:
    """Return what check has found that is an error or a warning."""
    return [one for one in result["check"]["findings"] if one["severity"] != "info"]


def guarded(result: Result) -> set[tuple[str, str]]:
    """Return what guards have found: what is told of one line of code for many tests counts once."""
    return {(one["guard"], one["where"] or one["test"]) for one in result["suite"]["guards"]}


def changed(result: Result, mode: str) -> list[Result]:
    """Return the tests that went another way, and neither by a guard nor by themselves."""
    unsteady = {one["test"] for one in result["suite"]["off again"]["differ"]}
    return [
        one for one in result["suite"][mode]["differ"] if not one["guards"] and one["test"] not in unsteady
    ]


def crashed(result: Result) -> list[str]:
    """Return what tells of a failure in asyncproof itself, from all runs."""
    runs = [result["check"], result["explore"], *(result["suite"][mode] for mode in ("on", "virtual"))]
    return [line for run in runs for line in run["crashes"]]


def projects_table(tried: Iterable[tuple[Project, Result]]) -> list[str]:
    """Say what was tried, and how long it took."""
    head = [
        "project",
        "kind",
        "commit",
        "tests",
        "off, s",
        "on, s",
        "virtual time, s",
        "check, s",
        "explore, s",
    ]
    rows = []
    for project, result in tried:
        suite = result["suite"]
        times = [suite["off"], suite["on"], suite["virtual"], result["check"], result["explore"]]
        rows.append(
            [
                f"[{project.name}]({project.repository})",
                project.kind,
                project.commit[:9],
                suite["off"]["outcomes"],
                *(f"{one['seconds']:.1f}" for one in times),
            ]
        )
    return table(head, rows, numbers=5)


def findings_table(tried: Iterable[tuple[Project, Result]]) -> list[str]:
    """Say what was found, which outcomes have changed, and what went wrong in asyncproof itself."""
    head = ["project", "errors, warnings", "advice", "guards", "explored tests", "runs", "fail"]
    head += ["changed: on", "in virtual time", "crashes"]
    counts = []
    for project, result in tried:
        explored = result["explore"]
        found = [told(result), advice(result), guarded(result)]
        after = [explored["failures"], changed(result, "on"), changed(result, "virtual"), crashed(result)]
        numbers = [*map(len, found), explored["tests"], explored["runs"], *map(len, after)]
        counts.append((project.name, numbers))
    return counted_table(head, counts)


def verdicts_table(tried: Iterable[tuple[Project, Result]]) -> list[str]:
    """Say of how many findings it was read whether they are true, and what came of it."""
    counts = []
    for project, _ in tried:
        verdicts = [one.verdict for one in judged.read(project.name)]
        counts.append((project.name, [len(verdicts), *map(verdicts.count, judged.VERDICTS)]))
    return counted_table(["project", "read", *judged.VERDICTS], counts)


def counted_table(head: Sequence[str], counts: Sequence[tuple[str, Sequence[int]]]) -> list[str]:
    """Write a table of numbers, and what they come to."""
    every = [sum(column) for column in zip(*(numbers for _, numbers in counts), strict=True)]
    rows = [[name, *(f"{number:,}" for number in numbers)] for name, numbers in [*counts, ("all", every)]]
    return table(head, rows, numbers=len(head) - 1)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: int) -> list[str]:
    """Write a table whose last columns are numbers."""
    rule = "---|" * (len(head) - numbers) + "---:|" * numbers
    return [f"| {' | '.join(head)} |", f"|{rule}", *(f"| {' | '.join(row)} |" for row in rows)]


def write(path: Path, tried: Sequence[tuple[Project, Result]]) -> None:
    """Replace the results in the page."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        problem = f"{path} has no place for the results: add the lines {BEGIN!r} and {END!r}"
        raise ValueError(problem)
    notes = [f"- **{project.name}**: {project.note}" for project, _ in tried if project.note]
    tables = [projects_table(tried), findings_table(tried), verdicts_table(tried), notes]
    parts = [line for one in tables for line in ("", *one)]
    path.write_text("\n".join([before + begin, *parts, "", end + after]), encoding="utf-8")


def tried_so_far(folder: Path = RESULTS) -> list[tuple[Project, Result]]:
    """Return all projects of which there is a whole result."""
    found = []
    for name in names():
        path = folder / f"{name}.json"
        result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if {"check", "suite", "explore"} <= result.keys():
            found.append((read(name), result))
    return found


def main() -> None:
    """Read the command line and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.field page", description=main.__doc__)
    parser.add_argument("--page", type=Path, default=PAGE)
    write(parser.parse_args().page, tried_so_far())
