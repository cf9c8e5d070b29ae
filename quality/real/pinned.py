"""What is said of a published bug: where it was reported, and which versions have it and no longer do."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

BUGS = Path(__file__).parent / "bugs"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A bug, as the docstring of its file tells it."""

    name: str
    what: str
    issue: str
    bad: tuple[str, ...]
    """What to install to have it; `python==...` is the interpreter, and asyncio with it."""
    fixed: tuple[str, ...]
    """What to install not to have it; nothing if no release is free of it."""

    @property
    def reported(self) -> str:
        """Where it was reported, in a word or two."""
        number = self.issue.rpartition("/")[2]
        return f"#{number}" if number.isdigit() else "the fix"


def read(path: Path) -> Pinned:
    """Read the docstring of a bug's file, whose imports are nowhere to be had but in its own environment."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    what, _, facts = text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in facts.splitlines())
    bad, fixed = (() if said[word] == "none" else tuple(said[word].split()) for word in ("bad", "fixed"))
    return Pinned(path.stem, " ".join(what.split()), said["issue"], bad, fixed)


def pinned(names: list[str]) -> list[Pinned]:
    """Return the bugs of these names, or all of them."""
    files = {path.stem: path for path in sorted(BUGS.glob("*.py")) if path.stem != "__init__"}
    unknown = [name for name in names if name not in files]
    if unknown:
        raise SystemExit(f"There is no bug {unknown[0]!r}; there are {', '.join(files)}.")
    return [read(files[name]) for name in names or files]
