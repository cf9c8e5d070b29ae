"""Which rules the settings of a project switch on, and which of them ruff is left to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.registry import all_rules
from asyncproof.check.selection import selected
from asyncproof.check.settings.ruff import ruff_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.rule import Rule
    from asyncproof.check.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that are on, and the names of those that are off because ruff finds the same."""

    rules: list[Rule]
    left_to_ruff: tuple[str, ...] = ()


def choose_rules(settings: Settings, root: Path) -> Chosen:
    """Return the rules for a project whose root is *root*."""
    choice = settings.select, settings.ignore
    asked_for = selected(*choice, extend=settings.extend_select)
    if settings.all_rules:
        return Chosen(asked_for)
    ruff = ruff_of(root)
    others = {rule.name for rule in all_rules() if ruff.replaces(rule)}
    on = selected(*choice, extend=settings.extend_select, found_by_others=others)
    quiet = {rule.name for rule in asked_for} - {rule.name for rule in on}
    return Chosen(on, tuple(sorted(quiet)))
