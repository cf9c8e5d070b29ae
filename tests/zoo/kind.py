"""A file of the zoo: tests that lie and their honest twins, and what is to be said of each.

- A test named `test_lie_...` must fail, with exactly the findings that its file announces for it; one with
  any other name must pass without any.
- `# lie: never-awaited` at the end of a line announces a finding that blames this line, for the test in whose
  body it stands; elsewhere the test is named: `# lie: leaked-task test_lie_helper`. A finding that blames no
  line is announced in a line of its own.
- `# explain: closed-loop`, in the same way, announces an explanation, which blames no line.
- `# run: -o asyncio_mode=auto`, at the top, gives options to pytest; without it the mode is strict.
"""

from __future__ import annotations

import ast
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NOTE = re.compile(r"^(?P<code>.*?)#\s*(?P<kind>lie|explain):\s*(?P<name>[\w-]+)(?:\s+(?P<test>\w+))?\s*$")
_OPTIONS = re.compile(r"^# run: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that must be said of a test."""

    kind: str
    name: str
    line: int | None


@dataclass
class Kind:
    """What one file of the zoo expects."""

    path: Path
    options: list[str]
    notes: dict[str, list[Note]] = field(default_factory=dict)


def read_kind(path: Path) -> Kind:
    """Read a file of the zoo."""
    text = path.read_text("utf-8")
    options = shlex.split(" ".join(_OPTIONS.findall(text)))
    kind = Kind(path, options)
    bodies = list(_test_bodies(ast.parse(text)))
    for number, line in enumerate(text.splitlines(), start=1):
        found = _NOTE.match(line)
        if found is None:
            continue
        test = found["test"] or next((name for name, first, last in bodies if first <= number <= last), None)
        assert test is not None, f"{path.name}:{number}: say for which test this is announced"
        blamed = number if found["kind"] == "lie" and found["code"].strip() else None
        kind.notes.setdefault(test, []).append(Note(found["kind"], found["name"], blamed))
    return kind


def _test_bodies(tree: ast.Module) -> list[tuple[str, int, int]]:
    return [
        (node.name, node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    ]
