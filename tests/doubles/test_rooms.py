from __future__ import annotations

import asyncio

import pytest

from asyncproof import fake, fakes, when
from asyncproof.doubles.rooms import Room, is_hosted, leave_room, open_room, room_now
from tests.doubles.shop import Users


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody judge, not even the test that runs."""
    monkeypatch.setattr("asyncproof.doubles.rooms._hosts", [])


@pytest.mark.usefixtures("nobody")
def test_the_last_to_come_judges() -> None:
    """Of those who run tests the innermost judges; who has left does not."""
    assert room_now() is None
    outer, inner = Room(), Room()
    open_room(outer)
    open_room(inner)
    assert room_now() is inner
    leave_room(inner)
    leave_room(inner)
    assert room_now() is outer
    assert is_hosted()


@pytest.mark.asyncio
async def test_tasks_keep_to_their_block() -> None:
    """Two tasks with blocks of their own are judged apart."""

    async def work(number: int) -> None:
        with fakes():
            users = fake(Users)
            when(users.count).returns(number)
            await asyncio.sleep(0)
            assert users.count() == number

    await asyncio.gather(work(1), work(2))


@pytest.mark.usefixtures("nobody")
def test_a_fake_works_where_nobody_judges() -> None:
    """Without a test and without a block it answers all the same."""
    users = fake(Users)
    when(users.count).returns(1)
    assert users.count() == 1


def test_a_closed_room_lets_go() -> None:
    """An exception that was raised leads to no frame any more."""
    room, error = Room(), OSError("down")
    open_room(room)
    users = fake(Users)
    when(users.count).raises(error)
    with pytest.raises(OSError, match="down"):
        users.count()
    leave_room(room)
    room.close()
    assert error.__traceback__ is None
    assert room.calls == room.rules == []
