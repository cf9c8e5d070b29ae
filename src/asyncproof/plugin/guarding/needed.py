"""Which guards a run needs: those that nobody has switched off, or that somebody wants at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard import Guard, Level, all_guards
from asyncproof.guard.ruling.rules import ALL
from asyncproof.plugin.guarding.rules import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pytest

    from asyncproof.plugin.guarding.settings import GuardSettings


def needed_guards(settings: GuardSettings, items: Sequence[pytest.Item]) -> list[type[Guard]]:
    """Return the guards that are not off everywhere."""
    run = settings.rules_for(settings.rootpath)
    on = {guard: (run.level_of(guard.names()) or guard.default) is not Level.OFF for guard in all_guards()}
    if not all(on.values()):
        wanted = _wanted_somewhere(settings, items)
        for guard in on:
            on[guard] |= not wanted.isdisjoint({*guard.names(), ALL})
    return [guard for guard, is_on in on.items() if is_on]


def _wanted_somewhere(settings: GuardSettings, items: Iterable[pytest.Item]) -> set[str]:
    """Return the names that a folder or a mark gives a level other than off."""
    said = [folder.levels.items() for folder in settings.folders]
    said += [mark.kwargs.items() for item in items for mark in item.iter_markers(MARK)]
    return {name for levels in said for name, level in levels if level != Level.OFF}
