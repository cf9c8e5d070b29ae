"""What the bad examples announce: who finds what in them, in comments at the ends of their lines.

`# check: missing-await` stands in the line that check tells. The others stand in the line of the `def` of
their test: `guard`, `explain` and `error` with the name of a page, `explore` with the rung, `fails` with
the class of an error that nobody has to explain. Commas and semicolons divide several. A test that
announces nothing to be found while it runs has to pass: then only reading finds what is wrong with it.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KINDS = ("check", "guard", "explain", "error", "explore", "fails")
_WORD = rf"(?:{'|'.join(KINDS)}): [\w\-]+(?:, [\w\-]+)*"
_NOTE = re.compile(rf"  # ({_WORD}(?:; {_WORD})*)$")


@dataclass(frozen=True, order=True)
class Note:
    """One thing that is found, by whom."""

    kind: str
    name: str


@dataclass
class Bad:
    """A file of bad examples."""

    path: Path
    lines: dict[int, list[Note]] = field(default_factory=dict)

    @property
    def checked(self) -> set[tuple[int, str]]:
        """The rules that tell a line of this file."""
        return {
            (line, note.name) for line, notes in self.lines.items() for note in notes if note.kind == "check"
        }

    @cached_property
    def told(self) -> dict[str, set[Note]]:
        """What is found while its tests run, by their names."""
        tree = ast.parse(self.path.read_text("utf-8"))
        return {
            node.name: {note for note in self.lines.get(node.lineno, []) if note.kind != "check"}
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        }


def bad_files() -> list[Bad]:
    """Read all files of bad examples."""
    return [_read(path) for path in sorted(EXAMPLES.glob("*/bad/**/*.py"))]


def _read(path: Path) -> Bad:
    bad = Bad(path)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        found = _NOTE.search(line)
        if found is not None:
            bad.lines[number] = [
                Note(kind, name)
                for kind, _, names in (word.partition(": ") for word in found[1].split("; "))
                for name in names.split(", ")
            ]
    return bad
