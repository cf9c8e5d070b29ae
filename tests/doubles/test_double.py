from __future__ import annotations

import gc

import pytest

from asyncproof import calls, fake, fakes, when
from asyncproof.doubles import UnconfiguredCall, WrongCall
from asyncproof.doubles.double import Double
from asyncproof.doubles.standing import state_of
from tests.doubles.shop import Users


def double_of(users: Users) -> Double:
    """Return the double behind a method."""
    users.parse("x")
    return state_of(users).doubles["parse"]


def test_calls_that_cannot_be_are_not_counted() -> None:
    """A call that the real one refuses is none, whether or not somebody judges."""
    users = fake(Users)
    with fakes(), pytest.raises(WrongCall):
        users.parse()
    assert calls(users.parse) == []


def test_used_up_lines_are_told() -> None:
    """One call more than a line allows is refused, with the line."""
    users = fake(Users)
    when(users.count, times=1).returns(1)
    users.count()
    with pytest.raises(UnconfiguredCall) as caught:
        users.count()
    text = str(caught.value)
    assert "Users.count() was called, and all that was told for it is used up" in text
    assert "told: when(users.count).returns(1)  (tests/doubles/test_double.py:" in text


def test_a_double_knows_its_fake_weakly() -> None:
    """A fake that nobody holds is gone at once, without the garbage collector."""
    users = fake(Users)
    when(users.parse).returns(1)
    double = double_of(users)
    assert double.owner is users
    gc.disable()
    try:
        del users
        assert double.owner is None
    finally:
        gc.enable()


def test_what_a_room_has_told_is_taken_back() -> None:
    """A fake that lives on forgets what a test has told it, and how the test has called it."""
    users = fake(Users)
    when(users.parse).returns(1)
    double = double_of(users)
    with fakes():
        when(users.parse).returns(2)
        assert users.parse("x") == 2
    assert len(double.calls) == len(double.rules) == 1
