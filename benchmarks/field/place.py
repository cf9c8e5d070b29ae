"""Where a project is tried: its source at its commit, and an environment of its own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.field.project import Project

TOOLS = ["pytest", "pytest-asyncio"]


@dataclass(frozen=True)
class Place:
    """A folder with `source`, `env`, and what the runs have written."""

    folder: Path
    environment: dict[str, str] = field(repr=False)

    @property
    def source(self) -> Path:
        """The project as its authors have left it."""
        return self.folder / "source"

    @property
    def python(self) -> str:
        """The Python of its environment, not resolved: that would be another one."""
        return str(self.folder.absolute() / "env" / "bin" / "python")

    def log(self, name: str) -> Path:
        """Where a run writes."""
        return self.folder.absolute() / name


def prepare(project: Project, folder: Path, wheel: Path, uv: str) -> Place:
    """Fetch the source and make the environment, unless they are there; install asyncproof anew."""
    place = Place(folder / project.name, {**os.environ, "VIRTUAL_ENV": "", **project.environment})
    if not place.source.exists():
        _call("git", "clone", "--quiet", project.repository, str(place.source))
    _call("git", "-C", str(place.source), "checkout", "--quiet", project.commit)
    install = [uv, "pip", "install", "--quiet", "--python", place.python]
    if not place.log("installed").exists():
        _call(uv, "venv", "--quiet", "--clear", "--python", "3.11", str(place.folder.absolute() / "env"))
        _call(*install, *TOOLS, *project.install, cwd=place.source, env=place.environment)
        place.log("installed").touch()
    _call(*install, "--no-deps", "--reinstall", str(wheel.absolute()))
    return place


def versions(place: Place) -> dict[str, str]:
    """Return the releases that the result depends on."""
    code = "import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))"
    asked = [place.python, "-c", code, *TOOLS]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    return dict(zip(TOOLS, said, strict=True))


def _call(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=cwd, env=env)
