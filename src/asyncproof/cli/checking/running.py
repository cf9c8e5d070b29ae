"""One check of some projects: finds their files, checks them, and compares what is found with a baseline."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.outcome import Outcome, together
from asyncproof.check.reading.files import find_files
from asyncproof.check.reading.ignored import Ignored
from asyncproof.check.reading.trouble import Trouble
from asyncproof.check.settings.applying import apply
from asyncproof.check.settings.settings import below
from asyncproof.cli.checking.baselines import Baselines
from asyncproof.cli.checking.keeping import kept_for
from asyncproof.cli.checking.part import Part
from asyncproof.cli.checking.projects import projects_of
from asyncproof.cli.fixing.finished import Finished
from asyncproof.cli.fixing.options import asks_for_fixes
from asyncproof.core import Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from asyncproof.check.reading.source import Source
    from asyncproof.cli.checking.projects import Project


@dataclass
class Result:
    """What a check has come to."""

    outcome: Outcome
    fail_on: Severity
    stops: bool
    """Whether there is something that makes the command fail."""
    notes: list[str] = field(default_factory=list)
    """What else a person may want to know."""
    difference: list[str] = field(default_factory=list)
    """What fixes would change, line by line, where they are only to be shown."""
    interrupted: bool = False


def check(paths: list[Path], args: argparse.Namespace) -> Result:
    """Check the files at and below some paths; an interruption ends it early."""
    projects = projects_of(paths, args)
    baselines = Baselines(projects, args)
    seen: set[str] | None = set() if len(projects) > 1 else None
    parts = [_find(project, args, seen) for project in projects]  # a wrong path is told before all else
    fixes = Finished()
    if asks_for_fixes(args):
        fixes, interrupted = _mend(parts, args), False
    else:
        interrupted = not all(_check(part, args) for part in parts)
    notes = fixes.notes + baselines.apply(parts, interrupted=interrupted)
    left = sorted({name for project in projects for name in project.left_to_ruff})
    if left:
        notes.append(f"left to ruff: {', '.join(left)} (--all-rules has them checked here too)")
    return Result(
        together(part.outcome for part in parts),
        max((project.settings.fail_on for project in projects), key=list(Severity).index),
        any(part.outcome.stops(part.project.settings.fail_on) for part in parts),
        notes,
        fixes.difference,
        interrupted,
    )


def _find(project: Project, args: argparse.Namespace, seen: set[str] | None) -> Part:
    """Find the files of a project; *seen* are those of the projects before, if there are several."""
    settings = project.settings
    part = Part(project)
    exclude = Ignored.from_lines(settings.exclude)
    for one in find_files(project.paths, exclude=settings.exclude, base=settings.home):
        if isinstance(one, Trouble):
            part.troubles.append(one)
        elif not (args.force_exclude and one.named and below(exclude, one.path, settings.home)):
            real = os.path.realpath(one.path) if seen is not None else one.path
            if seen is None or real not in seen:
                part.files.append(one.path)
            if seen is not None:
                seen.add(real)
    return part


def _check(part: Part, args: argparse.Namespace) -> bool:
    """Check the files of one project; tell whether nobody interrupted it."""
    project = part.project
    kept = kept_for(project.root, project.rules, args)
    checker = Checker(project.root, project.rules, raises=args.traceback, kept=kept)
    checker.found.troubles += part.troubles
    whole = True
    try:
        outcome = checker.check([Path(file) for file in part.files])
    except KeyboardInterrupt:
        outcome, whole = checker.found.outcome(), False
    part.outcome = apply(project.settings, outcome, project.ignore)
    return whole


def _mend(parts: list[Part], args: argparse.Namespace) -> Finished:
    """Mend the files of all projects: what is left is what is found."""
    from asyncproof.cli.fixing.work import Work

    work = Work(args)
    for part in parts:
        project = part.project
        part.outcome = work.mend(
            partial(_checker, project, args),
            [Path(file) for file in part.files],
            partial(apply, project.settings, ignore=project.ignore),
        )
    fixes = work.finish()
    troubles = [*fixes.troubles, *(trouble for part in parts for trouble in part.troubles)]
    if parts:
        parts[0].outcome = replace(parts[0].outcome, troubles=(*parts[0].outcome.troubles, *troubles))
    return fixes


def _checker(project: Project, args: argparse.Namespace, read: Callable[[str], Source | Trouble]) -> Checker:
    return Checker(project.root, project.rules, raises=args.traceback, read=read)
