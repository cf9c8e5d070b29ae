"""What a project's pytest configuration says, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.core import Place

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.pytesting.settings import Setting
    from asyncproof.core import Finding


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of the one file that pytest reads, and what is wrong with that file or its neighbours."""

    rootdir: Path
    file: Path | None = None
    table: str = ""
    """The table or section in which the settings stand."""
    settings: dict[str, Setting] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    """What went wrong while the files were read."""
    ignored: tuple[Configuration, ...] = ()
    """Other files beside it that have settings for pytest, which pytest does not read."""

    def get(self, name: str) -> Setting | None:
        """Return a setting, or None if it is not set."""
        return self.settings.get(name)

    def place_for_new(self) -> Place:
        """Return where a new setting is to be written, which may be a file that is not there yet."""
        return Place(str(self.file or self.rootdir / "pytest.ini"))

    def new_line(self, name: str, value: str) -> str:
        """Return the line that sets *name*, under its table if that is not there yet."""
        line = self.line(name, value)
        if self.table:
            return line
        return f"[pytest]\n{line}" if self.file is None else f"[tool.pytest.ini_options]\n{line}"

    def line(self, name: str, value: str, *, is_truth: bool = False) -> str:
        """Return the line that sets *name*, as this file spells it."""
        quoted = self.file is not None and self.file.suffix == ".toml" and not is_truth
        return f'{name} = "{value}"' if quoted else f"{name} = {value}"
