"""Writes a report in the form that its name asks for, and says where in it a test is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from asyncproof.core import UsageError
from asyncproof.report.file import replace, write_json
from asyncproof.report.page import draw

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.report.run import Run

PAGE, DATA = ".html", ".json"
_PLAIN = "/:[],=+@"
"""Signs of test ids that stay as they are in an address, so that people can read it."""


def check(path: Path, said: str) -> None:
    """Refuse a name that can be none of a report; `said` is the option as the user wrote it."""
    if path.suffix not in {PAGE, DATA}:
        raise UsageError(f"{said}: a report is a page or JSON. End the name in {PAGE} or {DATA}.")
    if path.is_dir():
        raise UsageError(f"{said}: that is a directory. Name a file in it.")


def write(run: Run, path: Path) -> None:
    """Write a run as a page or as JSON."""
    if path.suffix == DATA:
        write_json(run, path)
    else:
        replace(path, draw(run))


def leads_to(page: str, test: str) -> str:
    """Return the address of a test in a page; it stays the same from run to run."""
    return f"{page}#test={quote(test, safe=_PLAIN)}"
