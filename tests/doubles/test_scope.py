from __future__ import annotations

import asyncio
import contextlib
import re

import pytest

from asyncproof import FakeError, fake, fakes, when
from asyncproof.doubles import UnsettledFakes
from tests.doubles.shop import User, Users


def swallowing(users: Users) -> None:
    """Do as much code does that only logs what went wrong."""
    with contextlib.suppress(Exception):
        users.count()


def test_a_block_without_a_fault() -> None:
    """Where all was used and awaited, nothing is said."""
    with fakes():
        users = fake(Users)
        when(users.count).returns(1)
        assert users.count() == 1


def test_a_result_that_nobody_wanted() -> None:
    """A line that was never used is told, with the line and how the function was called instead."""
    with pytest.raises(UnsettledFakes) as caught, fakes():
        users = fake(Users)
        when(users.parse)("x").returns(1)
        when(users.parse)("y").returns(2)
        users.parse("y")
    text = str(caught.value)
    assert "never-used: `when(users.parse)('x').returns(1)` was never used; calls were: parse('y')" in text
    assert re.search(r'tests/doubles/test_scope.py:\d+:  when\(users.parse\)\("x"\)', text)


def test_a_fixture_may_say_what_nobody_wants() -> None:
    """`min_times=0` allows a line to be of no use, and a newer line replaces an older one."""
    with fakes():
        users = fake(Users)
        when(users.count, min_times=0).returns(1)
        when(users.parse).returns(1)
        when(users.parse).returns(2)
        assert users.parse("x") == 2


@pytest.mark.parametrize(
    ("bounds", "number", "words"),
    [
        ({"times": 2}, 1, "was to be called twice; it was called once"),
        ({"times": 1}, 0, "was to be called once; it never was; Users.count was never called"),
        ({"min_times": 3}, 2, "was to be called at least 3 times; it was called twice"),
    ],
)
def test_an_expectation_that_was_not_met(bounds: dict[str, int], number: int, words: str) -> None:
    """Too few calls are told at the end, with their number."""
    with pytest.raises(UnsettledFakes) as caught, fakes():
        users = fake(Users)
        when(users.count, **bounds).returns(1)
        for _ in range(number):
            users.count()
    assert f"not-met: `when(users.count).returns(1)` {words}" in str(caught.value)


def test_half_a_line() -> None:
    """A line that does not say what a call gives is told."""
    words = r"half-written: `when\(users.count\)` does not say"
    with pytest.raises(UnsettledFakes, match=words) as caught, fakes():
        users = fake(Users)
        when(users.count)
    assert "complete the line: `when(users.count).returns(<int>)`" in str(caught.value)


def test_a_call_that_nobody_awaited() -> None:
    """A coroutine that was dropped, and one that is still there, are told; Python adds nothing to it."""
    with pytest.raises(UnsettledFakes) as caught, fakes():
        users = fake(Users)
        kept = users.save(User())
        users.get(1)
    text = str(caught.value)
    assert "never-awaited: `save(" in text
    assert "never-awaited: `get(1)` was made and never awaited" in text
    assert "do:  await it: `await get(1)`" in text
    del kept


def test_what_nobody_iterated_over_or_entered() -> None:
    """What only exists is not used."""
    with pytest.raises(UnsettledFakes) as caught, fakes():
        users = fake(Users)
        users.rows(2)
        users.names()
        users.begin()
        users.locked()
    text = str(caught.value)
    assert "never-iterated: `rows(2)` was made and never iterated over" in text
    assert "`async for item in rows(2)`" in text
    assert "`for item in names()`" in text
    assert "never-entered: `begin()` was made and never entered" in text
    assert "`with locked()`" in text


@pytest.mark.asyncio
async def test_a_task_that_was_cancelled_before_it_began() -> None:
    """That is what a cancelled task does: the call was given up, not forgotten."""
    with fakes():
        users = fake(Users)
        task = asyncio.create_task(users.save(User()))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_an_error_that_was_swallowed() -> None:
    """Code under test that catches everything does not get rid of a call that nobody has told."""
    with pytest.raises(UnsettledFakes) as caught, fakes():
        users = fake(Users)
        swallowing(users)
        swallowing(users)
    text = str(caught.value)
    assert (
        "unconfigured-call: Users.count() was called, and nobody has said what it gives; the error was"
        in text
    )
    assert "2 times" in text


def test_an_error_that_the_test_expects() -> None:
    """What the test catches itself is no secret."""
    with fakes():
        users = fake(Users)
        with pytest.raises(FakeError):
            users.count()


def test_an_error_of_the_block_stays() -> None:
    """A failure of its own is kept, and what fakes have to tell is a note of it."""
    with pytest.raises(ValueError, match="own") as caught, fakes():
        users = fake(Users)
        when(users.count)
        raise ValueError("own")
    assert "half-written" in "\n".join(caught.value.__notes__)


def test_a_call_that_the_test_closes() -> None:
    """A coroutine that is closed was not forgotten."""
    with fakes():
        fake(Users).save(User()).close()


def test_blocks_inside_of_each_other() -> None:
    """Each block judges what happens in it, and takes back what was told in it."""
    users = fake(Users)
    when(users.count).returns(1)
    with fakes():
        when(users.count).returns(2)
        assert users.count() == 2
    assert users.count() == 1
