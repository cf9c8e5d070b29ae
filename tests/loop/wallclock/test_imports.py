"""Claims about import statements that run while the wall clock is active."""

# Naive times, and every way to import datetime, are the subject here:
# ruff: noqa: DTZ005, ICN001

from __future__ import annotations

import builtins
import importlib
import random
import sys
import time
import typing

import pytest

from asyncproof.loop.wallclock import wall_clock
from tests.loop.wallclock.hands import Hands


def test_imports_inside_a_function_follow(hands: Hands) -> None:
    """An import statement that runs while the clock is active gets the clock, and only while it is."""

    def year() -> int:
        import datetime as local_module
        from datetime import datetime as local_class

        assert local_class == local_module.datetime
        return local_class.now().year + local_module.datetime.now().year

    with wall_clock(hands, start="2001-06-01"):
        assert year() == 4002
    assert year() > 4002


def test_a_module_imported_inside_is_served_and_freed(
    hands: Hands, tmp_path: typing.Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user's module that is first imported while the clock is active sees it, and holds originals later."""
    name = f"late_{random.randrange(10**9)}"
    (tmp_path / f"{name}.py").write_text(
        "from datetime import datetime\nfrom time import time\nBORN = datetime.now()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with wall_clock(hands, start="2001-06-01"):
        late = importlib.import_module(name)
        assert late.BORN.year == 2001
    try:
        assert late.datetime is sys.modules["datetime"].datetime
        assert late.time is time.time
    finally:
        del sys.modules[name]


def test_a_hook_on_imports_stays(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's import hook, put in inside, is left in its place."""

    def hook(*args: typing.Any, **kwargs: typing.Any) -> typing.Any:
        return importlib.__import__(*args, **kwargs)

    before = builtins.__import__
    with wall_clock(hands):
        monkeypatch.setattr(builtins, "__import__", hook)
    assert builtins.__import__ is hook
    monkeypatch.undo()
    with wall_clock(hands):
        pass
    assert builtins.__import__ is before
