from __future__ import annotations

import functools
import sys
from types import ModuleType
from weakref import ref

import pytest

from asyncproof.guard import Owner
from asyncproof.guard.holding.belongings import Belonging
from asyncproof.guard.holding.globally import is_kept_by_a_module
from asyncproof.guard.holding.making import Making
from asyncproof.guard.origin import Origin


class Thing:
    pass


def forget() -> None:
    """Stand for a test's function."""


def note(thing: Thing, function: str | None) -> Belonging:
    """Note a thing that a function has made."""
    origin = None if function is None else Origin("app.py", 1, function)
    owner = Owner("test", functions=lambda: (forget,))
    return Belonging(ref(thing), id(thing), owner, Making(origin, "app", frozenset(), at_import=False))


@functools.cache
def cached() -> Thing:
    """Make a thing once."""
    return Thing()


@functools.lru_cache(maxsize=3)
def cached_bounded() -> Thing:
    """Make a thing once in a while."""
    return Thing()


class Holder:
    """Has a thing for all."""

    thing = Thing()


def test_a_module_a_class_and_a_cache_keep_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they hold is meant to live as long as the process."""
    module, thing = ModuleType("app"), Thing()
    vars(module)["thing"] = thing
    monkeypatch.setitem(sys.modules, "app", module)
    for one in (thing, Holder.thing, cached(), cached_bounded()):
        assert is_kept_by_a_module(one, note(one, "get_client"))
    assert is_kept_by_a_module(thing, note(thing, None))


def test_a_local_is_nobodys() -> None:
    """What only a list holds is not kept by a module."""
    things = [Thing()]
    assert not is_kept_by_a_module(things[0], note(things[0], "get_client"))


@pytest.mark.parametrize("function", ["test_it", "forget"])
def test_what_a_test_puts_there_itself_is_left_behind(function: str) -> None:
    """The body of a test or of its fixture makes it for itself, wherever it keeps it."""
    assert not is_kept_by_a_module(Holder.thing, note(Holder.thing, function))
