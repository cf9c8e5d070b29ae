"""A public project: where it comes from, what its tests need, and which of them are run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import tomllib

FOLDER = Path(__file__).parent / "projects"


@dataclass(frozen=True)
class Project:
    """What a file in `projects/` says."""

    name: str
    kind: str
    """What it is: `client library`, `web framework`."""

    repository: str
    commit: str
    install: list[str]
    """What is installed beside pytest, pytest-asyncio and asyncproof; `-e .` is the project itself."""

    tests: list[str] = field(default_factory=list)
    """Arguments of pytest, in all runs: what is run, and what is left out."""

    explore: list[str] = field(default_factory=list)
    """Arguments of pytest in the place of these for the explored run; the same ones if there are none."""

    runs: int = 20
    """How many schedules an explored test is run under."""

    check: list[str] = field(default_factory=lambda: ["."])
    """What is checked."""

    environment: dict[str, str] = field(default_factory=dict)
    """Variables that it wants when it is installed and run."""

    note: str = ""
    """What a reader of the table must know: what was left out, and why."""


def read(name: str, folder: Path = FOLDER) -> Project:
    """Read the file of a project."""
    data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    return Project(name=name, **data)


def names(folder: Path = FOLDER) -> list[str]:
    """Return the names of all projects."""
    return sorted(path.stem for path in folder.glob("*.toml"))
