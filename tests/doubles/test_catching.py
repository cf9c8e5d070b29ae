from __future__ import annotations

import contextlib
import sys
import unittest
from collections.abc import Callable

import pytest

from asyncproof import FakeError, fake, fakes
from asyncproof.doubles.catching import Catcher
from asyncproof.doubles.complaints import complaints_of
from asyncproof.doubles.rooms import Room, enter_room, quit_room
from tests.doubles.shop import Users


def by_raises(users: Users) -> None:
    """Expect an error as tests do."""
    with pytest.raises(FakeError):
        users.count()


def by_function(users: Users) -> None:
    """Expect it in the older form."""
    pytest.raises(FakeError, users.count)  # noqa: RUF061 - that is the older form


def by_unittest(users: Users) -> None:
    """Expect it as unittest does."""
    case = unittest.TestCase()
    with case.assertRaises(FakeError):  # noqa: PT027 - that is its form
        users.count()
    case.assertRaises(FakeError, users.count)  # noqa: PT027 - as above


def by_swallowing(users: Users) -> None:
    """Swallow whatever comes."""
    with memoryview(b""):
        pass
    with contextlib.suppress(Exception):
        users.count()


def found(use: Callable[[Users], None]) -> int:
    """Return how much is complained of when this is the code under test."""
    room = Room()
    token = enter_room(room)
    try:
        use(fake(Users))
    finally:
        quit_room(token)
    return len(complaints_of(room))


@pytest.mark.parametrize(
    ("use", "number"), [(by_raises, 0), (by_function, 0), (by_unittest, 0), (by_swallowing, 1)]
)
def test_who_expects_an_error_has_seen_it(use: Callable[[Users], None], number: int) -> None:
    """A helper of a test that waits for an error swallows none; who catches everything does."""
    assert found(use) == number


def test_what_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without source nobody knows, and then an honest test must not fail."""
    catcher = Catcher(sys._getframe().f_code, 1)
    assert not catcher.expects
    monkeypatch.setattr("linecache.getlines", lambda _: [])
    assert catcher.expects
    monkeypatch.setattr("linecache.getlines", lambda _: ["def ("])
    assert catcher.expects


def test_a_block_that_is_itself_expected() -> None:
    """The error of a block goes on to who expects it."""
    with pytest.raises(FakeError), fakes():
        fake(Users).count()
