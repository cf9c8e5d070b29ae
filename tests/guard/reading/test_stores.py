from __future__ import annotations

import random
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from asyncproof.guard.comparing import MISSING
from asyncproof.guard.reading.stores import _line, stores_in


class Holder:
    """A class that is assigned to."""

    value = 1


class Heir(Holder):
    """A class that inherits what is assigned to."""


def paths(function: object) -> list[str]:
    """Return what a function assigns to."""
    return [store.path for store in stores_in(function.__code__)]


def test_modules_and_classes() -> None:
    """Attributes of globals are found, however deep, and their lines."""

    def act() -> None:
        random.random = None
        sys.modules["x"] = None
        Holder.value = 3

    assert paths(act) == ["random.random", "sys.modules['x']", "Holder.value"]
    first = act.__code__.co_firstlineno
    assert [store.line - first for store in stores_in(act.__code__)] == [1, 2, 3]


def test_imports_inside_of_the_function() -> None:
    """A module that the function imports is followed, under whichever name."""

    def act() -> None:
        import json
        import os.path
        from email import message as letter
        from unittest import mock

        json.loads = None
        os.path.join = None
        letter.Message = None
        mock.patch = None

    found = {store.path: store.module for store in stores_in(act.__code__)}
    assert found == {
        "json.loads": "json",
        "os.path.join": "os",
        "letter.Message": "email.message",
        "mock.patch": "unittest.mock",
    }


def test_what_is_its_own_is_none() -> None:
    """Locals, arguments, items of local dicts and results of calls are nobody else's."""

    def act(argument: object) -> None:
        local = Holder()
        local.value = 2
        argument.value = 3
        Holder().value = 4
        {}["x"] = 5
        "text".value = Holder

    assert paths(act) == []


def test_the_holder_and_its_value() -> None:
    """A holder is a module or a class, and its value is what stands there now, or what it inherits."""

    def act() -> None:
        Holder.value = 3
        random.seeded = 1

    value, seeded = stores_in(act.__code__)
    assert value.holder(globals()) is Holder
    assert value.value(Holder) == 1
    assert isinstance(seeded.holder(globals()), ModuleType)
    assert seeded.value(random) is MISSING
    assert value.value(Heir) == 1
    assert value.holder({"Holder": Holder()}) is None


@pytest.mark.parametrize("name", ["json", "not.there"])
def test_an_entry_of_sys_modules(name: str) -> None:
    """The entry is what is looked at."""
    namespace: dict[str, object] = {"sys": sys}
    exec(f"def act():\n    sys.modules[{name!r}] = None\n", namespace)
    (store,) = stores_in(namespace["act"].__code__)
    assert store.value(store.holder(namespace)) is sys.modules.get(name, MISSING)


@pytest.mark.parametrize(
    ("instruction", "line"),
    [
        (SimpleNamespace(starts_line=7), 7),
        (SimpleNamespace(starts_line=None), None),
        (SimpleNamespace(starts_line=True, line_number=7), 7),
        (SimpleNamespace(starts_line=False, line_number=None), None),
    ],
)
def test_the_line_of_an_instruction(instruction: Any, line: int | None) -> None:
    """Python up to 3.12 tells it under another name than later ones."""
    assert _line(instruction) == line


def test_its_own_beside_what_is_others() -> None:
    """Locals, and attributes of values, are told from the names outside also where both are assigned to."""

    def act(argument: object) -> None:
        Holder.value = 3
        local = argument
        local.value = 2
        "text".value = Holder

    assert paths(act) == ["Holder.value"]
