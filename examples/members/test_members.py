"""Each test finds the tables empty: all that it does is rolled back, also what the code commits."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from asyncproof.kit import RolledBack, database
from examples.members.repository import Members
from examples.members.service import Club

DB = database("sqlite+aiosqlite://", metadata=SQLModel.metadata)


@pytest_asyncio.fixture
async def db() -> AsyncIterator[RolledBack]:
    """A database whose changes are gone after the test."""
    async with DB.rolled_back() as db:
        yield db


@pytest_asyncio.fixture
async def session(db: RolledBack) -> AsyncIterator[AsyncSession]:
    """A session of SQLModel."""
    async with db.session(AsyncSession) as session:
        yield session


async def test_the_life_of_a_member(session: AsyncSession) -> None:
    """Added, found, renamed, removed."""
    members = Members(session)
    ann = await members.add("Ann", "ann@club.example")
    assert ann.id is not None
    assert await members.by_email("ann@club.example") is ann
    assert (await members.rename(ann.id, "Anna")).name == "Anna"
    assert await members.remove(ann.id)
    assert await members.get(ann.id) is None
    assert not await members.remove(ann.id)


async def test_who_is_not_there_has_no_name(session: AsyncSession) -> None:
    """The error names the number."""
    with pytest.raises(LookupError, match="no member 7"):
        await Members(session).rename(7, "Anna")


async def test_a_friend_and_ten_points(db: RolledBack, session: AsyncSession) -> None:
    """Both are committed: another session sees them."""
    await Members(session).add("Ann", "ann@club.example")
    await session.commit()
    assert (await Club(session).bring("ann@club.example", "Bob", "bob@club.example")).name == "Bob"
    async with db.session(AsyncSession) as other:
        ann = await Members(other).by_email("ann@club.example")
        assert ann is not None
        assert ann.points == 10


async def test_a_friend_who_is_a_member_already(db: RolledBack, session: AsyncSession) -> None:
    """No points and no second Bob: what had begun is undone."""
    for name in ("ann", "bob"):
        await Members(session).add(name, f"{name}@club.example")
    await session.commit()
    with pytest.raises(IntegrityError):
        await Club(session).bring("ann@club.example", "Bob", "bob@club.example")
    async with db.session(AsyncSession) as other:
        ann = await Members(other).by_email("ann@club.example")
        assert ann is not None
        assert ann.points == 0


async def test_a_stranger_brings_nobody(session: AsyncSession) -> None:
    """The error names the address."""
    with pytest.raises(LookupError, match=r"eve@club\.example"):
        await Club(session).bring("eve@club.example", "Bob", "bob@club.example")
