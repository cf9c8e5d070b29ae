from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import first_use
from asyncproof.plugin.late_doubles import await_doubles

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LATE = """
import asyncproof

class Users:
    async def get(self, number: int) -> int: ...

def vain():
    users = asyncproof.fake(Users)
    asyncproof.when(users.get).returns(1)
    return users
"""


def run(suite: Suite, *options: str) -> str:
    """Run the suite in a process of its own, where nothing of doubles is loaded."""
    return suite.pytester.runpytest_subprocess(*options).stdout.str()


@pytest.mark.parametrize("option", ["--guard=all=error", "--no-guards"])
def test_first_used_by_a_test(suite: Suite, option: str) -> None:
    """The test in which doubles are loaded is judged as all others are."""
    suite.file(LATE + "def test_first(): vain()\ndef test_second(): vain()\ndef test_good(): pass")
    text = run(suite, option)
    assert "2 failed, 1 passed" in text
    assert text.count("never-used: `when(users.get).returns(1)` was never used") == 2


@pytest.mark.parametrize("option", ["--guard=all=error", "--no-guards"])
def test_first_used_by_a_fixture(suite: Suite, option: str) -> None:
    """What a fixture tells may stay unused, and what a wide one tells holds for all its tests."""
    suite.file(
        LATE
        + """
@pytest.fixture(scope="module")
def shared(): return vain()

@pytest.fixture
def own(): return vain()

@pytest.mark.asyncio
async def test_first(shared, own): assert await shared.get(1) == 1

@pytest.mark.asyncio
async def test_second(shared, own): assert await shared.get(1) == 1

def test_third(): vain()
"""
    )
    assert "1 failed, 2 passed" in run(suite, option)


def test_first_used_by_a_fixture_of_one_test(suite: Suite) -> None:
    """Where guards know whose fixture it is, what it expects is judged."""
    suite.file(
        LATE
        + """
@pytest.fixture
def own():
    users = asyncproof.fake(Users)
    asyncproof.when(users.get, times=1).returns(1)

def test_first(own): pass
"""
    )
    text = run(suite)
    assert "not-met: `when(users.get).returns(1)` was to be called once" in text


def test_a_failure_of_the_first_stays(suite: Suite) -> None:
    """The first test keeps its own failure."""
    suite.file(LATE + "def test_first():\n    asyncproof.when(vain().get)\n    assert 1 == 2")
    text = run(suite)
    assert "assert 1 == 2" in text
    assert "half-written" in text


def test_a_torn_down_test(suite: Suite) -> None:
    """A fixture that still does something is waited for, also in the first test."""
    suite.file(
        LATE
        + """
@pytest.fixture
def later():
    users = []
    yield users
    asyncio.run(users[0].get(1))

def test_first(later): later.append(vain())
"""
    )
    assert "1 passed" in run(suite)


def test_a_first_test_without_a_fault(suite: Suite) -> None:
    """The first test passes if it has told nothing in vain."""
    suite.file(LATE + "def test_first(): asyncproof.fake(Users)")
    assert "1 passed" in run(suite)


def test_nothing_is_loaded_without_doubles(suite: Suite) -> None:
    """A run without doubles loads nothing of them."""
    suite.file("import sys\ndef test_plain(): assert 'asyncproof.doubles' not in sys.modules")
    assert "1 passed" in run(suite)


def test_a_run_that_has_ended_waits_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run waits for is forgotten with its configuration."""

    class Config:
        def __init__(self) -> None:
            self.cleanups: list[object] = []

        def add_cleanup(self, call: object) -> None:
            self.cleanups.append(call)

    monkeypatch.setattr(first_use, "_waiting", [])
    monkeypatch.delitem(sys.modules, "asyncproof.doubles", raising=False)
    config = Config()
    await_doubles(config)
    assert len(first_use._waiting) == 1
    (cleanup,) = config.cleanups
    cleanup()
    assert first_use._waiting == []
