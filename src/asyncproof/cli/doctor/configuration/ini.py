"""Reads `pytest.ini`, `tox.ini` and `setup.cfg`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import iniconfig

from asyncproof.cli.doctor.configuration.trouble import unreadable, wrong_section
from asyncproof.cli.doctor.configuration.values import Configuration, Setting
from asyncproof.core import Place

if TYPE_CHECKING:
    from pathlib import Path

_OWN = ("pytest.ini", ".pytest.ini")
"""These are for pytest alone, so pytest reads them even if they are empty."""


def read_ini(file: Path) -> Configuration | None:
    """Return what the file says to pytest, or None if it says nothing."""
    section = "tool:pytest" if file.suffix == ".cfg" else "pytest"
    try:
        parsed = iniconfig.IniConfig(str(file))
    except (iniconfig.ParseError, UnicodeDecodeError, OSError) as error:
        return Configuration(file.parent, file, findings=(unreadable(file, error),))
    if section in parsed:
        settings = {
            name: Setting(name, value, Place(str(file), parsed.lineof(section, name)))
            for name, value in parsed[section].items()
        }
        return Configuration(file.parent, file, f"[{section}]", settings)
    if file.suffix == ".cfg" and "pytest" in parsed:
        return Configuration(file.parent, file, findings=(wrong_section(file, parsed.lineof("pytest")),))
    return Configuration(file.parent, file, "[pytest]") if file.name in _OWN else None
