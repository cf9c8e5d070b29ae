from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.loop_bound import Bond, bond_of_name, bound_object, given_by
from asyncproof.check.linking import UNKNOWN, Awaitable, ForeignInstance, Plain
from tests.check.pytesting.seen import seen_in

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import asyncio, aiohttp, asyncpg, httpx, motor.motor_asyncio, pytest, redis, redis.asyncio\n"
HEAD += "import sqlalchemy.ext.asyncio as sql\nMEMORY = 'sqlite+aiosqlite://'\n"


@pytest.mark.parametrize(
    ("name", "bond"),
    [
        ("aiohttp.client.ClientSession", Bond.FROM_THE_START),
        ("asyncio.subprocess.Process", Bond.FROM_THE_START),
        ("asyncio.locks.Lock", Bond.BY_WAITING),
        ("httpx.AsyncClient", Bond.BY_CONNECTION),
        ("httpx.Client", None),
        ("redis.asyncio.client.Redis", Bond.BY_CONNECTION),
        ("redis.client.Redis", None),
        ("sqlalchemy.ext.asyncio.engine.AsyncEngine", Bond.BY_CONNECTION),
        ("threading.Lock", None),
        ("Lock", None),
    ],
)
def test_classes_are_known_by_their_full_names(name: str, bond: Bond | None) -> None:
    """Those of the same name for threads are others."""
    assert bond_of_name(name) is bond


def test_values_have_the_bond_of_their_class() -> None:
    """What may be awaited is a task or a future; of plain and unknown values there is nothing to say."""
    assert bound_object(Awaitable(UNKNOWN)) == ("asyncio.Task", Bond.FROM_THE_START)
    assert bound_object(ForeignInstance("httpx.AsyncClient")) == ("httpx.AsyncClient", Bond.BY_CONNECTION)
    assert bound_object(Plain("int")) is bound_object(UNKNOWN) is None


@pytest.mark.parametrize(
    ("body", "bond"),
    [
        ("return asyncio.Queue()", Bond.BY_WAITING),
        ("async with aiohttp.ClientSession() as it:\n        yield it", Bond.FROM_THE_START),
        ("it = httpx.AsyncClient()\n    yield it", Bond.BY_CONNECTION),
        ("return sql.create_async_engine('x')", Bond.BY_CONNECTION),
        ("return redis.asyncio.from_url('x')", Bond.BY_CONNECTION),
        ("return redis.from_url('x')", None),
        ("it = motor.motor_asyncio.AsyncIOMotorClient('x')\n    yield it", Bond.BY_CONNECTION),
        ("it = await asyncpg.connect('x')\n    yield it", Bond.FROM_THE_START),
        ("yield httpx.AsyncClient(transport=1)", None),
        ("async with httpx.AsyncClient(app=1) as it:\n        yield it", None),
        ("yield httpx.AsyncClient(**more)", None),
        ("return sql.create_async_engine(MEMORY)", None),
        ("return sql.create_async_engine(url=MEMORY)", None),
        ("return sql.create_async_engine(url=settings.url)", Bond.BY_CONNECTION),
        ("it = 1\n    yield it", None),
        ("yield [httpx.AsyncClient()]", None),
        ("yield", None),
        ("async with something() as it:\n        yield it", None),
    ],
)
def test_what_a_fixture_gives_is_known_without_its_library(
    tmp_path: Path, body: str, bond: Bond | None
) -> None:
    """By what it calls, if what that makes enters or is awaited as itself."""
    text = f"{HEAD}@pytest.fixture\nasync def it():\n    {body}\n"
    fixture, here = seen_in(tmp_path, {"conftest.py": text}).fixtures["it"]
    value = here.fixtures.value(fixture, here.configuration)
    found = given_by(here.evaluator, fixture.function, value)
    assert (found and found[1]) is bond
