# run: -o asyncio_mode=auto
import pytest
import pytest_asyncio

sqlalchemy = pytest.importorskip("sqlalchemy")
pytest.importorskip("aiosqlite")

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

KEPT = []


def url(folder):
    return f"sqlite+aiosqlite:///{folder}/shop.db"


async def ask(engine):
    async with engine.connect() as connection:
        return await connection.scalar(text("select 1"))


async def test_lie_an_engine_is_left(tmp_path):
    engine = create_async_engine(url(tmp_path))  # lie: leaked-client
    KEPT.append(engine)
    assert await ask(engine) == 1


async def test_honest_an_engine_is_disposed_of(tmp_path):
    engine = create_async_engine(url(tmp_path))
    assert await ask(engine) == 1
    await engine.dispose()


async def test_honest_an_engine_that_was_never_used(tmp_path):
    KEPT.append(create_async_engine(url(tmp_path)))


async def test_honest_an_engine_without_a_pool(tmp_path):
    engine = create_async_engine(url(tmp_path), poolclass=NullPool)
    KEPT.append(engine)
    assert await ask(engine) == 1


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine(tmp_path_factory):
    engine = create_async_engine(url(tmp_path_factory.mktemp("shop")))
    yield engine
    await engine.dispose()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_an_engine_of_a_wider_fixture(engine):
    assert await ask(engine) == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_a_session_of_a_wider_engine(engine):
    async with async_sessionmaker(engine)() as session:
        assert await session.scalar(text("select 2")) == 2
