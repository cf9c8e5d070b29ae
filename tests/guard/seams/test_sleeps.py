from __future__ import annotations

import asyncio
import pickle
import sys
import time
from types import ModuleType
from typing import Any

import pytest

from asyncproof.guard.seams import sleeps


def test_tells_of_sleeps_on_a_loop_and_puts_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of the user's is served as well, and holds the original afterwards."""
    original, heard = time.sleep, []
    user = ModuleType("users")
    user.__file__ = __file__
    user.sleep = original  # type: ignore[attr-defined] # it stands for `from time import sleep`
    monkeypatch.setitem(sys.modules, "users", user)

    async def sleeps_twice() -> None:
        time.sleep(0.001)
        vars(user)["sleep"](0.002)

    sleeps.listen(heard.append)
    try:
        time.sleep(0)
        asyncio.run(sleeps_twice())
    finally:
        sleeps.forget()
    assert heard == [(0.001,), (0.002,)]
    assert time.sleep is original is vars(user)["sleep"]


def test_what_somebody_else_has_put_there_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither before nor meanwhile is a patch overwritten."""

    def mine(_: float) -> None:
        """Do nothing."""

    monkeypatch.setattr(sleeps, "_stack", [])
    original = time.sleep
    monkeypatch.setattr(time, "sleep", mine)
    sleeps.listen(lambda _: None)
    try:
        assert time.sleep is mine
    finally:
        sleeps.forget()
    assert time.sleep is mine
    monkeypatch.setattr(time, "sleep", original)
    sleeps.listen(lambda _: None)
    monkeypatch.setattr(time, "sleep", mine)
    sleeps.forget()
    assert time.sleep is mine


def test_it_passes_for_the_original() -> None:
    """It is called and pickled alike, and an error is the original's."""
    sleeps.listen(lambda _: None)
    try:
        stand_in: Any = time.sleep
        assert pickle.loads(pickle.dumps(stand_in)) is stand_in
        assert (stand_in.__name__, stand_in.__module__) == ("sleep", "time")
        with pytest.raises(TypeError):
            stand_in()
        with pytest.raises(ValueError, match="non-negative"):
            stand_in(-1)
    finally:
        sleeps.forget()


def test_an_error_of_a_guard_does_not_reach_the_sleeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told where Python tells of errors that nobody catches."""
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)

    def fails(_: tuple[Any, ...]) -> None:
        raise LookupError("mine")

    async def sleeper() -> None:
        time.sleep(0)

    sleeps.listen(fails)
    try:
        asyncio.run(sleeper())
    finally:
        sleeps.forget()
    assert [type(one.exc_value) for one in told] == [LookupError]


def test_where_nobody_has_it_under_a_name_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look through all modules takes long, so it is done only where there may be something to find."""
    monkeypatch.setattr(sleeps, "_stack", [])
    monkeypatch.setattr(sleeps, "_is_theirs", lambda: False)
    monkeypatch.setattr(sleeps, "_unshared", sys.getrefcount(sleeps.sleep))
    monkeypatch.setattr(sleeps, "Ownership", None)
    monkeypatch.setattr(time, "sleep", sleeps._ORIGINAL)
    sleeps.listen(lambda _: None)
    assert time.sleep is sleeps.sleep
    sleeps.forget()
    assert time.sleep is sleeps._ORIGINAL
