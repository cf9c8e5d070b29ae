from __future__ import annotations

import sys
from types import ModuleType

import pytest

from asyncproof.guard.holding.globals import reachable_in, user_modules, values_of


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
