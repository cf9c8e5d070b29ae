from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from asyncproof.guard import Guard, Level, all_guards
from asyncproof.guard.sayings import read_line
from asyncproof.plugin.guarding.needed import needed_guards
from asyncproof.plugin.guarding.settings import GuardSettings

ROOT = Path("/project")
ONE = "leaked-task"


def needed(*lines: str, typed: dict[str, Level] | None = None, **mark: object) -> set[str]:
    """Name the guards that a run with these settings, and one test with this mark, needs."""
    settings = GuardSettings(ROOT, tuple(map(read_line, lines)), typed or {})
    item = SimpleNamespace(iter_markers=lambda _: [SimpleNamespace(kwargs=mark)] if mark else [])
    return {guard.name for guard in needed_guards(settings, [item])}


def on_by_default() -> set[str]:
    """Name the guards that nobody has to switch on."""
    return {guard.name for guard in all_guards() if guard.default is not Level.OFF}


def test_all_that_are_on_by_default() -> None:
    """Without settings a run needs each guard that is not off by default."""
    assert needed() == on_by_default()


def test_what_is_off_everywhere_is_not_needed() -> None:
    """A guard that is off, and that nobody asks for, does not even look."""
    assert needed("leaked_task = off") == on_by_default() - {ONE}
    assert needed("all = off") == set()
    assert needed(typed={"all": Level.OFF}) == set()


@pytest.mark.parametrize("level", ["warn", "error"])
def test_a_folder_or_a_mark_may_need_it(level: str) -> None:
    """What one folder or one test wants is needed."""
    assert needed("all = off", f"tests/new: leaked_task = {level}") == {ONE}
    assert needed("all = off", leaked_task=level) == {ONE}
    assert needed("all = off", leaked_task="off") == set()


def test_all_means_all() -> None:
    """A mark that wants all guards wants each."""
    everything: set[str] = {guard.name for guard in all_guards()}
    assert needed("all = off", all="warn") == everything
    assert all(issubclass(guard, Guard) for guard in all_guards())
