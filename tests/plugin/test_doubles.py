from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

# What is loaded now stays: pytester forgets what is loaded in its own runs, and loads it a second time.
from asyncproof.plugin.doubles import NAME, JudgedTests, judge_doubles

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

SHOP = """
from contextlib import suppress
from asyncproof import calls, fake, fakes, when, FakeError

class Users:
    async def get(self, number: int) -> int: ...
    async def close(self) -> None: ...

async def careless(users):
    with suppress(Exception):
        await users.get(1)
"""


@pytest.fixture(params=[(), ("--no-guards",)], ids=["guards", "no guards"])
def options(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Say whether guards watch, too."""
    options: tuple[str, ...] = request.param
    return options


def test_a_test_fails_for_what_it_told_in_vain(suite: Suite, options: tuple[str, ...]) -> None:
    """It fails itself, not its tear-down, with the line and nothing else; its neighbours don't."""
    suite.file(
        SHOP
        + """
@pytest.mark.asyncio
async def test_vain():
    users = fake(Users)
    when(users.get).returns(1)

@pytest.mark.asyncio
async def test_good():
    users = fake(Users)
    when(users.get).returns(1)
    assert await users.get(1) == 1
"""
    )
    text = suite.run(*options, passed=1, failed=1)
    assert "never-used: `when(users.get).returns(1)` was never used; Users.get was never called" in text
    assert "test_it.py:23:  when(users.get).returns(1)" in text
    assert "Traceback" not in text


def test_a_coroutine_that_nobody_awaited(suite: Suite, options: tuple[str, ...]) -> None:
    """It is told once, by whoever judges it first, and Python's warning is not needed."""
    suite.file(
        SHOP
        + """
@pytest.mark.asyncio
async def test_forgets():
    users = fake(Users)
    users.close()
"""
    )
    text = suite.run(*options, failed=1)
    assert text.count("never-awaited") == 2, text  # its own section, and the summary
    assert "RuntimeWarning" not in text


def test_a_swallowed_refusal(suite: Suite) -> None:
    """Code under test that catches everything does not hide a call that nobody told; the test itself may."""
    suite.file(
        SHOP
        + """
@pytest.mark.asyncio
async def test_careless():
    await careless(fake(Users))

@pytest.mark.asyncio
async def test_careful():
    with pytest.raises(FakeError):
        await fake(Users).get(1)
"""
    )
    text = suite.run(passed=1, failed=1)
    assert (
        "unconfigured-call: Users.get(1) was called, and nobody has said what it gives; the error was swal"
        in text
    )


def test_a_failure_of_its_own_stays(suite: Suite) -> None:
    """What fakes have to tell is a section below it, without what is a mere consequence."""
    suite.file(
        SHOP
        + """
@pytest.mark.asyncio
async def test_both():
    users = fake(Users)
    when(users.close, times=3).raises(OSError)
    await careless(users)
    assert 1 == 2
"""
    )
    text = suite.run(failed=1)
    assert "assert 1 == 2" in text
    assert text.count("unconfigured-call: ") == 1
    assert "asyncproof fakes" in text
    assert "not-met" not in text


def test_fixtures_may_say_more_than_one_test_needs(suite: Suite) -> None:
    """What a fixture tells may stay unused; what it expects is judged when it has been torn down."""
    suite.file(
        SHOP
        + """
@pytest_asyncio.fixture
async def users():
    users = fake(Users)
    when(users.get).returns(1)
    when(users.close, times=1).returns(None)
    yield users
    await users.close()

@pytest.fixture
def open_users():
    users = fake(Users)
    when(users.close, times=1).returns(None)
    return users

@pytest.fixture
def finished(request):
    users = fake(Users)
    when(users.close, times=1).returns(None)
    request.addfinalizer(lambda: asyncio.run(users.close()))

@pytest.mark.asyncio
async def test_needs_nothing(users):
    pass

def test_left_open(open_users):
    pass

def test_finished(finished):
    pass

def test_left_open_late(open_users, finished):
    pass
"""
    )
    text = suite.run(passed=3, failed=1, errors=1)
    assert "ERROR at teardown of test_left_open_late" in text
    assert text.count("not-met: `when(users.close).returns(None)` was to be called once; it never was") == 2


def test_wider_fixtures_live_on(suite: Suite) -> None:
    """What a wider fixture tells holds for all its tests; what a test tells its fake is taken back."""
    suite.file(
        SHOP
        + """
@pytest.fixture(scope="module")
def users():
    users = fake(Users)
    when(users.get).returns(1)
    when(users.close, times=1).returns(None)
    return users

@pytest.mark.asyncio
async def test_one(users):
    when(users.get)(7).returns(2)
    assert (await users.get(1), await users.get(7)) == (1, 2)

@pytest.mark.asyncio
async def test_two(users):
    assert await users.get(7) == 1
    assert [call.arguments for call in calls(users.get)] == [{"number": 7}]

@pytest.mark.asyncio
async def test_three(users):
    when(users.get)(7).returns(2)
"""
    )
    text = suite.run(passed=2, failed=1, errors=1)
    assert "never-used: `when(users.get)(7).returns(2)` was never used" in text
    assert "not-met: `when(users.close).returns(None)` was to be called once" in text


def test_who_did_not_come_to_its_end_is_not_judged(suite: Suite) -> None:
    """A test that is skipped, or whose set-up fails, has not told in vain; one that is to fail may."""
    suite.file(
        SHOP
        + """
import unittest

def vain():
    when(fake(Users).get).returns(1)

def test_skipped():
    vain()
    pytest.skip("not today")

@pytest.fixture
def broken():
    vain()
    raise ValueError

def test_broken(broken):
    pass

@pytest.mark.xfail(strict=True)
def test_to_fail():
    vain()

class TestCase(unittest.TestCase):
    def test_fails(self):
        vain()
        self.fail("own")

    def test_vain(self):
        vain()

class TestTornDown:
    def test_used(self):
        self.users = fake(Users)
        when(self.users.close, times=1).returns(None)

    def teardown_method(self):
        asyncio.run(self.users.close())
"""
    )
    text = suite.run(passed=1, failed=2, skipped=1, errors=1, xfailed=1)
    assert text.count("never-used: ") == 2, text  # of test_vain, and its line in the summary


def test_a_rerun_is_judged_anew(suite: Suite) -> None:
    """A test that is run again begins with nothing."""
    suite.ini(without=("randomly", "xdist", "looptime_plugin"))
    suite.file(
        SHOP
        + """
runs = []

def test_twice():
    runs.append(1)
    users = fake(Users)
    if len(runs) == 1:
        when(users.get).returns(1)
"""
    )
    assert "1 rerun" in suite.run("--reruns=1", passed=1)


def test_blocks_inside_of_a_test(suite: Suite) -> None:
    """`with fakes():` judges its own part, and its error is the test's."""
    suite.file(
        SHOP
        + """
def test_part():
    with fakes():
        when(fake(Users).get).returns(1)
"""
    )
    assert "UnsettledFakes: never-used" in suite.run(failed=1)


def test_a_call_without_a_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin that calls a test without setting it up gets a room for it, and the one before is left."""
    hosts: list[object] = []
    monkeypatch.setattr("asyncproof.doubles.rooms._hosts", hosts)
    judged = JudgedTests()
    first, second = object(), object()
    rooms = [judged._room_of(item) for item in (first, first, second)]
    assert rooms[0] is rooms[1]
    assert hosts == [rooms[2]]
    judged.pytest_sessionfinish()
    assert hosts == []


def test_doubles_are_judged_once(pytestconfig: pytest.Config) -> None:
    """Who is judging already does not begin a second time."""
    before = pytestconfig.pluginmanager.get_plugin(NAME)
    judge_doubles(pytestconfig)
    assert pytestconfig.pluginmanager.get_plugin(NAME) is before is not None
