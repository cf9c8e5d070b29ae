from __future__ import annotations

import contextlib
import sys

from asyncproof import fake, when
from asyncproof.doubles import FakeError
from asyncproof.doubles.complaints import Complaint, complaints_of, describe
from asyncproof.doubles.rooms import Room, enter_room, quit_room
from tests.doubles.shop import Users


def test_what_is_the_same_is_told_once() -> None:
    """A call that was refused in a loop is told with its number."""
    complaint = Complaint("not-met", "it was not", None, "see why")
    assert describe([complaint, complaint]) == "not-met: it was not\n    do:  see why\n    2 times"
    assert describe([]) == ""


def test_consequences_are_told_apart() -> None:
    """After a failure, what was not called any more says little; half a line says as much as ever."""
    assert not Complaint("not-met", "", None, "").is_certain
    assert not Complaint("never-used", "", None, "").is_certain
    assert Complaint("half-written", "", None, "").is_certain


def test_errors_that_the_test_has_seen() -> None:
    """Whether an error was swallowed is asked of the code that counts as the test."""
    room = Room()
    token = enter_room(room)
    try:
        users = fake(Users)
        with contextlib.suppress(FakeError):
            users.count()
    finally:
        quit_room(token)
    assert [complaint.name for complaint in complaints_of(room)] == ["unconfigured-call"]
    room.homes.add(sys._getframe().f_code)
    assert complaints_of(room) == []


def test_lines_of_fixtures() -> None:
    """What a fixture tells may stay unused, unless it says how often it must be."""
    room = Room()
    room.is_lenient = True
    token = enter_room(room)
    users = fake(Users)
    when(users.parse).returns(1)
    when(users.count, times=1).returns(1)
    quit_room(token)
    assert [complaint.name for complaint in complaints_of(room)] == ["not-met"]
