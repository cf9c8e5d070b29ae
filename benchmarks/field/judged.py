"""What was read of the findings: a line each, with whether it is true of the code, and why.

A file of `judged/` has a line for each finding that was read, its columns parted by tabs: `true`, `false`,
`unsure`, or `mended` if it was false and is told no more; the rule, the guard, or the rung of an explored
failure; `path:line`, or the test; and why.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "judged"
VERDICTS = ("true", "false", "unsure", "mended")


class Judged(NamedTuple):
    """One finding that was read."""

    verdict: str
    what: str
    where: str
    why: str


def read(name: str, folder: Path = FOLDER) -> list[Judged]:
    """Read what was judged of a project; nothing if there is no file."""
    path = folder / f"{name}.tsv"
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(Judged._fields) or cells[0] not in VERDICTS:
            problem = f"{path.name}:{number}: not verdict, what, where and why, parted by tabs: {line!r}"
            raise ValueError(problem)
        found.append(Judged(*cells))
    return found
