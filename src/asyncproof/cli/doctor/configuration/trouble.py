"""What can be wrong with a configuration file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.pytesting.settings import Refusal, Why
from asyncproof.core import Explanation, Finding, Place

if TYPE_CHECKING:
    from pathlib import Path


def finding_of(file: Path, refusal: Refusal) -> Finding:
    """Return what is to be said of a file at which pytest stops."""
    if refusal.why is Why.WRONG_SECTION:
        return _wrong_section(file, refusal.line)
    return _two_tables(file, refusal.line) if refusal.why is Why.TWO_TABLES else _unreadable(file, refusal)


def _unreadable(file: Path, refusal: Refusal) -> Finding:
    """The file has a syntax error, so pytest stops."""
    return Finding(
        "unreadable-configuration",
        f"{file.name} cannot be read: {refusal.reason}",
        Place(str(file), refusal.line),
        explanation=Explanation(
            cause="pytest stops with this error before it collects a test.",
            cure="Correct the file at the place that the error names.",
            page="doctor.md#unreadable-configuration",
        ),
    )


def _wrong_section(file: Path, line: int | None) -> Finding:
    """`setup.cfg` has a section that pytest refuses."""
    return Finding(
        "wrong-section",
        f"[pytest] in {file.name} is not supported",
        Place(str(file), line),
        explanation=Explanation(
            cause="pytest stops here, because in this file its section has another name.",
            cure="[tool:pytest]",
            page="doctor.md#wrong-section",
        ),
    )


def _two_tables(file: Path, line: int | None) -> Finding:
    """`pyproject.toml` has both tables, which pytest refuses."""
    return Finding(
        "two-tables",
        "[tool.pytest] and [tool.pytest.ini_options] are both there",
        Place(str(file), line),
        explanation=Explanation(
            cause="pytest reads one of them, and stops if it finds both.",
            cure="Move everything into one table: [tool.pytest] (pytest 9 and later) has TOML's own types.",
            page="doctor.md#two-tables",
        ),
    )
