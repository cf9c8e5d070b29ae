"""The projects that some paths are in, each with its settings, the rules that are on, and its own paths."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asyncproof.check.settings.choosing import choose_rules
from asyncproof.check.settings.projects import groups_of
from asyncproof.core import Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from asyncproof.check.rule import Rule
    from asyncproof.check.settings.settings import Settings


@dataclass
class Project:
    """Some paths that are checked together."""

    root: Path
    settings: Settings
    rules: list[Rule]
    ignore: tuple[str, ...]
    """Which rules a user does not want to hear of, by names, codes or prefixes."""
    left_to_ruff: tuple[str, ...]
    """The names of rules that are off because ruff finds the same."""
    paths: list[Path]


def projects_of(paths: Sequence[Path], args: argparse.Namespace) -> list[Project]:
    """Sort paths by the projects that they are in."""
    return [_project(group.root, _said(group.settings, args), group.paths) for group in groups_of(paths)]


def words(options: Iterable[str]) -> tuple[str, ...]:
    """Return the words of options that take several, with commas between or said again."""
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())


def _said(settings: Settings, args: argparse.Namespace) -> Settings:
    """Return the settings as the command line changes them: a `--select` is the whole choice."""
    select, extend, ignore = words(args.select), words(args.extend_select), words(args.ignore)
    if not select:
        extend, ignore = settings.extend_select + extend, settings.ignore + ignore
    return replace(
        settings,
        select=select or settings.select,
        extend_select=extend,
        ignore=ignore,
        exclude=settings.exclude + words(args.exclude),
        fail_on=Severity(args.fail_on) if args.fail_on else settings.fail_on,
        all_rules=settings.all_rules or args.all_rules,
    )


def _project(root: Path, settings: Settings, paths: list[Path]) -> Project:
    chosen = choose_rules(settings, root)
    return Project(root, settings, chosen.rules, settings.ignore, chosen.left_to_ruff, paths)
