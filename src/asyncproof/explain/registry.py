"""Finds the explanations: every module in `cases/` is one, and putting it there registers it."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from asyncproof.explain.case import Case

_PACKAGE = f"{__name__.rpartition('.')[0]}.cases"
_DIRECTORY = Path(__file__).parent / "cases"


@lru_cache(maxsize=1)
def all_cases() -> tuple[type[Case], ...]:
    """Import and return the explanations, in the order in which they are asked."""
    found: list[type[Case]] = []
    for module in pkgutil.iter_modules([str(_DIRECTORY)]):
        values = vars(import_module(f"{_PACKAGE}.{module.name}")).values()
        found += [
            value
            for value in values
            if isinstance(value, type)
            and issubclass(value, Case)
            and value.__module__ == f"{_PACKAGE}.{module.name}"
            and "slug" in vars(value)
        ]
    return tuple(sorted(found, key=lambda case: (case.order, case.slug)))
