"""The projects that some paths are in, each with its settings, the rules that are on, and its own paths."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from asyncproof.check.settings.choosing import choose_rules
from asyncproof.check.settings.home import root_of, settings_for
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
    paths: list[Path] = field(default_factory=list)


def projects_of(paths: Sequence[Path], args: argparse.Namespace) -> list[Project]:
    """Sort paths by the projects that they are in."""
    found: dict[tuple[Path, Path], Project] = {}
    by_folder: dict[Path, Project] = {}  # hooks name each file of a commit, most of them in few folders
    for path in paths:
        folder = path if path.is_dir() else path.parent
        if folder not in by_folder:
            settings = _said(settings_for(folder), args)
            key = root_of(folder), settings.home
            if key not in found:
                found[key] = _project(key[0], settings)
            by_folder[folder] = found[key]
        by_folder[folder].paths.append(path)
    return list(found.values())


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


def _project(root: Path, settings: Settings) -> Project:
    chosen = choose_rules(settings, root)
    return Project(root, settings, chosen.rules, settings.ignore, chosen.left_to_ruff)
