from __future__ import annotations

import asyncio
import decimal
import os
import sys
from contextvars import ContextVar, copy_context
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.isolating.state import changes, snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the user's."""
    module = ModuleType("state_app")
    module.__file__ = "/home/somebody/state_app.py"
    monkeypatch.setitem(sys.modules, "state_app", module)
    return module


class Thing:
    """An object with state."""

    def __init__(self) -> None:
        self.value = [1]

    def __repr__(self) -> str:
        raise AssertionError("nobody asks")


def differing(app: ModuleType) -> list[str]:
    """Return what has changed in the module since it was looked at last."""
    now = snapshot()
    before, app.seen = app.seen, now
    return [line for line in changes(before, now) if "state_app" in line and "state_app.seen" not in line]


@pytest.mark.parametrize(
    ("value", "act", "line"),
    [
        ({"a": 1}, lambda it: it.update(a=2), "`state_app.it`: {'a': 1} -> {'a': 2}"),
        ([1], lambda it: it.append(2), "`state_app.it`: [1] -> [1, 2]"),
        ({1}, lambda it: it.add(2), "`state_app.it`: [1] -> [1, 2]"),
        ({"a": [[1]]}, lambda it: it["a"][0].append(2), "`state_app.it`: {'a': [[1]]} -> {'a': [[1, 2]]}"),
        (Thing(), lambda it: it.value.append(2), "`state_app.it`: Thing(value=[1]) -> Thing(value=[1, 2])"),
    ],
)  # fmt: skip
def test_what_changes_inside_is_seen(app: ModuleType, value: object, act: object, line: str) -> None:
    """Containers and objects are compared by what they hold, and no `__repr__` of the user's is asked."""
    app.it = value
    app.seen = snapshot()
    act(value)
    assert differing(app) == [line]


class Proxy:
    """Stands for something that is not there, as a web framework's `request` outside of any request."""

    def __init__(self) -> None:
        self.value = 1

    @property
    def __dict__(self) -> dict[str, object]:
        raise RuntimeError("not within a request")


def test_a_proxy_for_nothing(app: ModuleType) -> None:
    """What can't be looked into is taken for what it is: this one, and not another."""
    app.it, app.other = Proxy(), 1
    app.seen = snapshot()
    app.other = 2
    assert differing(app) == ["`state_app.other`: 1 -> 2"]


def test_names_that_come_and_go(app: ModuleType) -> None:
    """Rebound, new and deleted names of a known module are told."""
    app.mode, app.old = "live", 1
    app.seen = snapshot()
    app.mode, app.new = "test", 2
    del app.old
    assert differing(app) == [
        "`state_app.mode`: 'live' -> 'test'",
        "`state_app.old`: 1 -> nothing",
        "`state_app.new`: nothing -> 2",
    ]


def test_a_module_that_is_imported_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an import brings along is not told."""
    before = snapshot()
    module = ModuleType("state_late")
    module.__file__ = "/home/somebody/state_late.py"
    module.value = 1
    monkeypatch.setitem(sys.modules, "state_late", module)
    assert not any("state_late" in line for line in changes(before, snapshot()))


def test_environment_directory_and_context(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """They are part of the picture; long values are cut."""
    before = snapshot()
    monkeypatch.setenv("STATE_TEST", "x" * 100)
    monkeypatch.chdir(str(tmp_path))
    variable: ContextVar[int] = ContextVar("state_test")

    def inside() -> list[str]:
        variable.set(3)
        return changes(before, snapshot())

    lines = copy_context().run(inside)
    assert f"`os.environ['STATE_TEST']`: nothing -> 'x{'x' * 55}..." in lines
    assert "`context variable state_test`: nothing -> 3" in lines
    assert any(line.startswith("`os.getcwd()`") for line in lines)


def test_what_differs_far_inside_is_shown() -> None:
    """Of long values the part from the difference on is told, not twice the same beginning."""
    shared = ", ".join(f"'{number}': {number}" for number in range(20))
    (line,) = changes({"app.A": f"{{{shared}, 'x': 1}}"}, {"app.A": f"{{{shared}, 'x': 2}}"})
    assert line == "`app.A`: ...'x': 1} -> ...'x': 2}"
    (line,) = changes({"app.A": "[1]"}, {"app.A": f"[{shared}]"})
    assert line.startswith("`app.A`: [1] -> ['0': 0")


def test_a_lock_that_was_waited_for(app: ModuleType) -> None:
    """What counts is its loop, not the list in which nobody waits any more."""
    app.lock = asyncio.Lock()
    app.seen = snapshot()

    async def hold() -> None:
        async with app.lock:
            await asyncio.sleep(0)

    async def both() -> None:
        await asyncio.gather(hold(), hold())

    asyncio.run(both())
    (line,) = differing(app)
    assert line.startswith("`state_app.lock`: Lock(_locked=False) -> Lock(_locked=False, _loop=")


def test_settings_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set for the whole process is told, and the mask of files is read without a change."""
    before = snapshot()
    monkeypatch.setattr(sys, "path", ["/nowhere"])
    with decimal.localcontext() as context:
        context.prec = 3
        mask = os.umask(0o027)
        after = snapshot()
        assert os.umask(mask) == 0o027
    told = " ".join(changes(before, after))
    assert "`os.umask()`: 0o" in told
    assert "-> 0o27" in told
    assert "`sys.path`" in told
    assert "decimal.getcontext()" in told


def test_a_directory_that_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test may have removed the directory in which it stands; that is a change like any other."""
    before = snapshot()
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    (tmp_path / "sub").rmdir()
    lines = [line for line in changes(before, snapshot()) if "getcwd" in line]
    assert len(lines) == 1
    assert lines[0].endswith("-> gone")
