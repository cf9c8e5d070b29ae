"""Fixtures that need themselves, that outlive their loop, or that are treated as what they were."""

import asyncio

import pytest
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from asyncproof.kit import database
from examples.members.repository import Members

DB = database("sqlite+aiosqlite://", metadata=SQLModel.metadata)


@pytest.fixture
async def repository(service):  # check: circular-fixtures
    return service


@pytest.fixture
async def service(repository):  # check: circular-fixtures
    return repository


@pytest.fixture(scope="session")
async def shared():  # check: narrow-loop-scope
    async with DB.session(AsyncSession) as session:
        yield session


@pytest.fixture
async def members():
    async with DB.session(AsyncSession) as session:
        yield Members(session)


async def test_a_circle(service):  # explain: fixture-lookup
    assert await service.get(1) is None


async def test_a_session_for_all_tests(shared):  # explain: scope-mismatch
    assert await Members(shared).get(1) is None


async def test_an_awaited_fixture(members):  # explain: not-awaitable
    repository = await members  # check: awaited-fixture-value
    assert await repository.get(1) is None


async def test_renaming_nobody(members):  # explain: did-not-raise; guard: never-awaited
    with pytest.raises(LookupError):
        members.rename(7, "Anna")  # check: missing-await


async def test_members_at_once(members):  # explain: not-awaitable
    found = await asyncio.gather(*[await members.get(number) for number in (1, 2)])
    assert found == [None, None]
