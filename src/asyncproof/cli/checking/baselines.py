"""The baselines of the projects that are checked: read before, applied or written afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.outcome import together
from asyncproof.check.output.place import shown_path
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from asyncproof.check.baseline import Compared, Known
    from asyncproof.cli.checking.part import Part
    from asyncproof.cli.checking.projects import Project


class Baselines:
    """The files with known findings, each for one project or more."""

    def __init__(self, projects: Sequence[Project], args: argparse.Namespace) -> None:
        """Read them; one that is only to be written need not be there."""
        self._named = Path(args.baseline) if args.baseline else None
        self._writes = args.write_baseline
        files = list(dict.fromkeys(self._file_of(project) for project in projects))
        if self._writes and None in files:
            raise UsageError(
                "--write-baseline needs to know the file. "
                'Name it by --baseline FILE, or by baseline = "..." in [tool.asyncproof.check].'
            )
        self._known = {file: self._read(file) for file in files if file is not None}

    def apply(self, parts: Sequence[Part], *, interrupted: bool) -> list[str]:
        """Leave out what is known, or write it down; return what there is to say about it."""
        notes: list[str] = []
        for file, known in self._known.items():
            mine = [part for part in parts if self._file_of(part.project) == file]
            if self._writes and interrupted:
                notes.append(f"{shown_path(str(file))} was not written: the check was interrupted")
                continue
            compared = _compare(file, known, mine)
            new = set() if self._writes else set(compared.new)
            for part in mine:
                kept = tuple(hit for hit in part.outcome.hits if hit in new)
                part.outcome = replace(part.outcome, hits=kept)
            notes += _written(file, compared) if self._writes else _told(file, compared)
        return notes

    def _read(self, file: Path) -> dict[Known, str]:
        from asyncproof.check.baseline import read_baseline

        return {} if self._writes and not file.exists() else read_baseline(file)

    def _file_of(self, project: Project) -> Path | None:
        return self._named or project.settings.baseline


def _compare(file: Path, known: dict[Known, str], parts: Sequence[Part]) -> Compared:
    from asyncproof.check.baseline import compare

    return compare(
        file,
        known,
        together(part.outcome for part in parts),
        looked_at=[path for part in parts for path in part.files],
        rules={rule.name for part in parts for rule in part.project.rules},
    )


def _written(file: Path, compared: Compared) -> list[str]:
    from asyncproof.check.baseline import baseline_text
    from asyncproof.cli.checking.writing import write_whole

    write_whole(file, baseline_text(compared.entries))
    return [f"{_findings(len(compared.entries))} written to {shown_path(str(file))}"]


def _told(file: Path, compared: Compared) -> list[str]:
    notes = [f"{_findings(compared.known)} of {shown_path(str(file))} left out"] if compared.known else []
    if compared.gone:
        notes.append(
            f"{_findings(len(compared.gone))} of {shown_path(str(file))} gone; --write-baseline takes out:"
        )
        notes += [
            f"  {known.path}: {message} [{known.rule}]" for known, message in sorted(compared.gone.items())
        ]
    return notes


def _findings(count: int) -> str:
    return f"{count} known finding{'' if count == 1 else 's'}"
