"""What `asyncproof init` would change, as the files before and after; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.check.output.place import shown_path
from asyncproof.check.reading.source import Source, read_source
from asyncproof.cli.doctor.packages import installed_version
from asyncproof.cli.doctor.project import Project, pytest_major
from asyncproof.cli.doctor.sources import Sources
from asyncproof.cli.init.hooks import ENTRY, has_hook, hooks_file, with_hook
from asyncproof.cli.init.inserting import with_settings
from asyncproof.cli.init.places import places_for
from asyncproof.cli.init.settings import missing_in
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from asyncproof.cli.doctor.configuration import Configuration


@dataclass(slots=True)
class Plan:
    """The files to write, and what is to be said beside them."""

    places: list[Configuration]
    changes: list[tuple[Source, Source]] = field(default_factory=list)
    """Each file as it is and as it will be; one that is not there yet is empty, and has a path."""
    remarks: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    """What nobody but the user can write."""


def make_plan(path: Path) -> Plan:
    """Look at the project at *path*, and say what would be added."""
    plan = Plan(places_for(path, pytest_major=pytest_major()))
    for place in plan.places:
        _add_settings(plan, place)
    for file in dict.fromkeys(hooks_file(place.rootdir) for place in plan.places):
        if file is not None:
            _add_hook(plan, file)
    return plan


def _add_settings(plan: Plan, place: Configuration) -> None:
    if place.findings:
        first = place.findings[0]
        raise UsageError(f"{first.message}. {first.explanation.cause}\nCorrect it first: asyncproof doctor")
    # Nothing but what is written counts: a variable of this shell says nothing of other people's runs.
    missing = missing_in(Project(place, Sources((), ()), {}, installed_version))
    plan.remarks += missing.remarks
    if not missing.settings:
        return
    file = place.file or place.rootdir / "pytest.ini"
    before = _read(file) if file.exists() else Source(str(file), b"", "")
    table = place.table.strip("[]") or ("pytest" if place.file is None else "tool.pytest.ini_options")
    after = with_settings(before, table, missing.settings)
    if after is not None:
        plan.changes.append((before, after))
    else:
        lines = [f"[{table}]", *_lines(place, missing.settings)]
        plan.undone.append(_by_hand(file, "its table is not written in lines of its own", lines))


def _add_hook(plan: Plan, file: Path) -> None:
    before = _read(file)
    if has_hook(before):
        return
    after = with_hook(before)
    if after is not None:
        plan.changes.append((before, after))
    else:
        plan.undone.append(
            _by_hand(file, "its repos are not written as lines of their own", ENTRY.splitlines())
        )


def _read(file: Path) -> Source:
    found = read_source(str(file))
    if not isinstance(found, Source):
        raise UsageError(f"{shown_path(found.path)} {found.message}. Correct that first.")
    return found


def _lines(place: Configuration, settings: Mapping[str, str]) -> list[str]:
    return [place.line(name, value) for name, value in settings.items()]


def _by_hand(file: Path, reason: str, lines: Iterable[str]) -> str:
    shown = "\n".join(f"    {line}" for line in lines)
    return f"{shown_path(str(file))} is left as it is: {reason}. Write there yourself:\n{shown}"
