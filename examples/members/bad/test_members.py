"""Tests of a service whose database is a mock."""

from unittest.mock import AsyncMock, MagicMock

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from examples.members.models import Member
from examples.members.repository import Members
from examples.members.service import Club


async def test_a_session_that_is_all_async():  # explain: mock-called-not-awaited; guard: never-awaited
    session = AsyncMock()
    session.get.return_value = Member(id=1, name="Ann", email="ann@club.example")
    members = Members(session)  # check: async-mock-of-sync
    assert await members.add("Bob", "bob@club.example")
    session.add.assert_awaited_once()


async def test_a_commit():  # explain: mock-not-awaitable
    session = AsyncMock(spec=AsyncSession)
    session.exec = MagicMock(return_value=MagicMock())
    await Club(session).bring("ann@club.example", "Bob", "bob@club.example")
    session.commit.assert_awaited_once()


async def test_a_rollback():  # guard: mock-asserts-nothing
    session = AsyncMock(spec=AsyncSession)
    session.exec.side_effect = RuntimeError("no database today")
    with pytest.raises(Exception):  # check: broad-raises
        await Club(session).bring("ann@club.example", "Bob", "bob@club.example")
    assert session.rollback.assert_awaited_once


async def test_a_repository_that_nobody_awaits():  # guard: never-awaited
    session = AsyncMock(spec=AsyncSession)
    Members(session).remove(7)  # check: missing-await
    session.delete.assert_not_awaited()
