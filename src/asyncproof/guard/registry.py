"""Finds the guards: every module in `guards/` is one, and putting it there registers it."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from asyncproof.guard.guard import Guard

_PACKAGE = f"{__name__.rpartition('.')[0]}.guards"
_DIRECTORY = Path(__file__).parent / "guards"


@lru_cache(maxsize=1)
def all_guards() -> tuple[type[Guard], ...]:
    """Import and return the guards, by group and name."""
    found: list[type[Guard]] = []
    for module in pkgutil.iter_modules([str(_DIRECTORY)]):
        values = vars(import_module(f"{_PACKAGE}.{module.name}")).values()
        found += [
            value
            for value in values
            if isinstance(value, type)
            and issubclass(value, Guard)
            and value.__module__ == f"{_PACKAGE}.{module.name}"
            and "name" in vars(value)
        ]
    return tuple(sorted(found, key=lambda guard: (guard.group, guard.name)))


def groups() -> tuple[str, ...]:
    """Return the names of the groups."""
    return tuple(dict.fromkeys(guard.group for guard in all_guards()))


def setting_names() -> frozenset[str]:
    """Return every name that levels can be given to."""
    return frozenset({"all", *groups(), *(guard.key() for guard in all_guards())})
