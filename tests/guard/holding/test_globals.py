from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from asyncproof.guard.holding import globals as holding_globals
from asyncproof.guard.holding.globals import may_reach, module_of, reachable_in, user_modules, values_of


class Box:
    """Holds a thing."""

    def __init__(self, thing: object) -> None:
        self.thing = thing


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the user's with one class and some values."""
    module = ModuleType("globals_app")
    module.__file__ = "/home/somebody/globals_app.py"
    known = type("Known", (), {"kept": [1], "plain": 3, "__module__": "globals_app"})
    values = {"Known": known, "Other": Box, "CACHE": {"a": 1}, "NUMBER": 3, "function": len, "BOX": Box([2])}
    vars(module).update(values)
    monkeypatch.setitem(sys.modules, "globals_app", module)
    return module


def test_modules_of_the_user(app: ModuleType) -> None:
    """The user's are found, those of others and those that are known are not."""
    found = list(user_modules())
    assert app in found
    assert sys not in found
    assert pytest not in found
    assert app not in list(user_modules({"globals_app"}))


def test_values_of_a_module_and_of_its_classes(app: ModuleType) -> None:
    """Functions, numbers and other modules' classes are left out."""
    found = {f"{home}.{name}" for home, name, _ in values_of(app)}
    assert found == {"globals_app.Known.kept", "globals_app.CACHE", "globals_app.BOX"}


def test_one_step_inside(app: ModuleType) -> None:
    """What containers and objects hold is reached by a name that can be read."""
    found = dict(reachable_in(app))
    assert found["globals_app.CACHE['a']"] == 1
    assert found["globals_app.BOX.thing"] == [2]
    assert found["globals_app.Known.kept[0]"] == 1


def test_a_module_that_has_taken_the_place_of_another_is_found(
    app: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose modules there are is not asked every time; what is gone by then is asked for again."""
    assert app in list(user_modules())
    other = ModuleType("globals_app")
    other.__file__ = app.__file__
    monkeypatch.setitem(sys.modules, "globals_app", other)
    there, found = holding_globals._last
    monkeypatch.setattr(holding_globals, "_last", [there, [*found, lambda: None]])  # one is gone
    assert other in list(user_modules())


class Odd(type):
    """Makes classes that don't want to be told apart."""

    def __hash__(cls) -> int:
        raise TypeError


def test_what_may_be_reached_is_told_quickly(app: ModuleType) -> None:
    """All that is reachable may be; where a class can't be told from others, anything may."""
    for _, value in reachable_in(app):
        assert may_reach([app], [value])
    assert not may_reach([app], [Box(3), Odd])
    vars(app)["odd"] = Odd("odd", (), {"__module__": "globals_app"})
    assert may_reach([app], [Box(3)])


def test_a_class_that_is_from_nowhere() -> None:
    """One that was made where no module is has none."""
    names: dict[str, Any] = {}
    exec("made = type('made', (), {})", names)
    assert module_of(names["made"]) is None
    assert module_of(Box) == __name__
