from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.holding.cells import GONE, MOST, UNKNOWN, Cells, cells_of


class Box:
    """An object with state."""

    def __init__(self) -> None:
        self.calls = 0


def make(monkeypatch: pytest.MonkeyPatch, name: str, **values: object) -> Any:
    """Return a module of the user's."""
    module = ModuleType(name)
    module.__file__ = f"/home/somebody/{name}.py"
    vars(module).update(values)
    monkeypatch.setitem(sys.modules, name, module)
    return module


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module with some of everything."""
    known = type("Known", (), {"total": 0, "__module__": "cells_app"})
    return make(monkeypatch, "cells_app", MODE="live", CONFIG={"mode": "a"}, BOX=Box(), Known=known, act=len)


@pytest.fixture
def cells(app: Any, monkeypatch: pytest.MonkeyPatch) -> Cells:
    """Cells that have seen the module, and no other."""
    found = "asyncproof.guard.holding.cells.user_modules"
    monkeypatch.setattr(found, lambda known: iter(() if known else [app]))
    made = Cells()
    made.take(None)
    return made


FIRST, SECOND = Owner("first"), Owner("second")


def test_every_kind_of_name(app: Any, cells: Cells) -> None:
    """Names of modules, classes, objects and dicts are seen, with what they held and what they hold."""
    app.MODE = "test"
    app.CONFIG["mode"] = "b"
    app.BOX.calls += 1
    app.Known.total += 1
    told = {change.cell.path: (change.old, change.new) for change in cells.take(FIRST)}
    assert told == {
        "cells_app.MODE": ("live", "test"),
        "cells_app.CONFIG['mode']": ("a", "b"),
        "cells_app.BOX.calls": (0, 1),
        "cells_app.Known.total": (0, 1),
    }
    assert {cell.path for cell, _ in cells.changed()} == set(told)


def test_who_did_it(app: Any, cells: Cells) -> None:
    """The last one who changed it comes last; going back to the first value is no change any more."""
    app.MODE = "x"
    cells.take(FIRST)
    app.MODE = "y"
    cells.take(SECOND)
    ((cell, value),) = cells.changed()
    assert (cell.first, value, cell.by) == ("live", "y", [FIRST, SECOND])
    app.MODE = "live"
    cells.take(FIRST)
    assert list(cells.changed()) == []


def test_names_that_come_and_go(app: Any, cells: Cells) -> None:
    """New and deleted names are told as such; an object is not kept for being described."""
    app.NEW = 1
    app.BOX = Box()
    del app.act
    told = {change.cell.name: (change.old, change.new) for change in cells.take(FIRST)}
    assert told["NEW"] == (GONE, 1)
    assert told["act"][1] is GONE
    assert told["BOX"][0] is UNKNOWN


def test_the_same_question_has_the_same_answer(app: Any, cells: Cells) -> None:
    """Two guards that ask for the same test both hear of it; the names are looked at once."""
    app.MODE = "x"
    assert cells.take(FIRST) is cells.take(FIRST)
    session = Session([])
    assert cells_of(session) is cells_of(session)


def test_what_nobody_is_to_blame_for(app: Any, cells: Cells) -> None:
    """What a wider fixture does is nobody's: it is not told later."""
    app.MODE = "x"
    assert cells.take(None) == []
    assert cells.take(FIRST) == []
    assert list(cells.changed()) == []


def test_there_is_a_limit(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large modules are left out."""
    vars(app).update({f"name_{number}": number for number in range(MOST + 1)})
    found = "asyncproof.guard.holding.cells.user_modules"
    monkeypatch.setattr(found, lambda known: iter(() if known else [app]))
    cells = Cells()
    cells.take(None)
    app.MODE = "x"
    assert cells.take(FIRST) == []


def test_classes_and_dicts_have_a_limit_too(app: Any, cells: Cells) -> None:
    """One with very many names is a table, and nobody sets it by hand."""
    many = {f"name_{number}": number for number in range(100)}
    app.TABLE, app.Large = dict(many), type("Large", (), {**many, "__module__": "cells_app"})
    app.Roomy = Box()
    vars(app.Roomy).update(many)
    cells = Cells()
    cells.take(None)
    app.TABLE["name_1"] = app.Large.name_1 = app.Roomy.name_1 = app.CONFIG["mode"] = "other"
    assert [change.cell.path for change in cells.take(FIRST)] == ["cells_app.CONFIG['mode']"]


def test_a_value_that_refuses_to_be_compared_is_a_change(app: Any, cells: Cells) -> None:
    """Whatever its `__eq__` does, another object stands there now."""

    class Refuses:
        def __eq__(self, other: object) -> bool:
            raise ValueError

        __hash__ = None

    app.MODE = Refuses()
    assert [change.cell.path for change in cells.take(FIRST)] == ["cells_app.MODE"]
    assert cells.take(SECOND) == []
