"""Finds the rules: every module in `rules/` is one, and putting it there registers it."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from asyncproof.check.rule import Rule

_PACKAGE = f"{__name__.rpartition('.')[0]}.rules"
_DIRECTORY = Path(__file__).parent / "rules"


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Import and return the rules, by their codes."""
    found: list[Rule] = []
    for module in pkgutil.iter_modules([str(_DIRECTORY)]):
        home = f"{_PACKAGE}.{module.name}"
        values = vars(import_module(home)).values()
        found += [
            value()
            for value in values
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == home
        ]
    return tuple(sorted(found, key=lambda rule: rule.code))
