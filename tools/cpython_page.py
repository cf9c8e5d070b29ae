"""The results of CPython's own tests as a section of the page on compatibility."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tools.cpython_differences import Difference, Expected

BEGIN = "<!-- results: written by `python -m tools.cpython_tests --page` -->"
END = "<!-- end of results -->"


@dataclass(frozen=True)
class Count:
    """How many tests were run on one interpreter in one mode."""

    python: str
    mode: str
    modules: int
    tests: int


def table(counts: Sequence[Count], differences: Sequence[Difference]) -> list[str]:
    """Make a row for each interpreter and mode."""
    lines = [
        "| Python | our loop in | modules | tests | the same | differ |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for count in counts:
        differing = sum((each.python, each.mode) == (count.python, count.mode) for each in differences)
        lines.append(
            f"| {count.python} | {count.mode} time | {count.modules} | {count.tests:,} "
            f"| {count.tests - differing:,} | {differing} |"
        )
    return lines


def entry(expected: Expected, differences: Sequence[Difference]) -> str:
    """Say which tests differ for one reason, where, and for which."""
    found = [each for each in differences if expected.covers(each)]
    modes = " and ".join(sorted({each.mode for each in found}))
    pythons = ", ".join(sorted({each.python for each in found}, key=lambda version: int(version[2:])))
    tests = ", ".join(f"`{pattern}`" for pattern in expected.tests)
    return f"- **{expected.kind}** ({modes} time; Python {pythons}): {tests}. {expected.reason}"


def write_page(
    path: Path, counts: Sequence[Count], differences: Sequence[Difference], entries: Sequence[Expected]
) -> None:
    """Replace the results in the page at *path*."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no place for the results: add the lines {BEGIN!r} and {END!r}")
    reasons = [entry(each, differences) for each in entries if any(map(each.covers, differences))]
    body = "\n".join([*table(counts, differences), "", *reasons])
    path.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")
