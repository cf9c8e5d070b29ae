# run: -o asyncio_mode=auto
import asyncio

import pytest
import pytest_asyncio

sqlalchemy = pytest.importorskip("sqlalchemy")
pytest.importorskip("aiosqlite")

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload
from sqlalchemy.pool import AsyncAdaptedQueuePool


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    orders: Mapped[list["Order"]] = relationship()


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


@pytest_asyncio.fixture
async def sessions(tmp_path):
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(engine)
    async with sessions.begin() as session:
        session.add(User(id=1, name="Ann", orders=[Order(id=1)]))
    yield sessions
    await engine.dispose()


async def test_lie_one_session_for_all(sessions):
    # explain: shared-session
    async with sessions() as session:
        session.add_all([User(name="Bob"), User(name="Eve")])
        await asyncio.gather(session.flush(), session.flush())


async def test_honest_a_session_each(sessions):
    async def name():
        async with sessions() as session:
            return (await session.get(User, 1)).name

    assert await asyncio.gather(name(), name()) == ["Ann", "Ann"]


async def test_lie_loads_when_it_is_touched(sessions):
    # explain: missing-greenlet
    async with sessions() as session:
        user = await session.get(User, 1)
        assert len(user.orders) == 1


async def test_lie_expired_by_commit(sessions):
    # explain: missing-greenlet
    async with sessions() as session:
        user = await session.get(User, 1)
        await session.commit()
        assert user.name == "Ann"


async def test_honest_loaded_at_once(sessions):
    async with sessions() as session:
        found = await session.scalars(select(User).options(selectinload(User.orders)))
        user = found.one()
    assert len(user.orders) == 1


async def test_lie_read_after_its_session(sessions):
    # explain: detached-instance
    async with sessions() as session:
        user = await session.get(User, 1)
    assert len(user.orders) == 1


async def test_lie_expired_and_read_after_its_session(sessions):
    # explain: detached-instance
    async with sessions() as session:
        user = await session.get(User, 1)
        await session.commit()
    assert user.name == "Ann"


async def test_honest_kept_after_commit(sessions):
    async with AsyncSession(sessions.kw["bind"], expire_on_commit=False) as session:
        user = await session.get(User, 1)
        await session.commit()
    assert user.name == "Ann"


async def test_lie_an_ordinary_error_of_the_database(sessions):
    async with sessions() as session:
        await session.execute(sqlalchemy.text("select * from nowhere"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def narrow_engine(tmp_path_factory):
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('shop')}/shop.db"
    engine = create_async_engine(url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
    waiting = asyncio.create_task(wait_for_a_connection(engine))
    await waiting
    yield engine
    await engine.dispose()


async def wait_for_a_connection(engine):
    async with engine.connect():
        second = asyncio.create_task(ask(engine))
        await asyncio.sleep(0.05)
    assert await second == 1


async def ask(engine):
    async with engine.connect() as connection:
        return await connection.scalar(sqlalchemy.text("select 1"))


async def test_lie_an_engine_of_another_loop(narrow_engine):
    # explain: database-loop
    await wait_for_a_connection(narrow_engine)


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_an_engine_of_its_loop(narrow_engine):
    await wait_for_a_connection(narrow_engine)
