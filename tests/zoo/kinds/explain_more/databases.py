# run: -o asyncio_mode=auto
# The errors are those of the drivers, without their servers; sqlalchemy_sessions.py has the real ones.
import asyncio

import asyncpg
import pytest


def make(name, module):
    return type(name, (Exception,), {"__module__": module})


InvalidRequestError = make("InvalidRequestError", "sqlalchemy.exc")
MissingGreenlet = make("MissingGreenlet", "sqlalchemy.exc")
DetachedInstanceError = make("DetachedInstanceError", "sqlalchemy.orm.exc")


class Session:
    is_busy = False

    async def flush(self):
        if self.is_busy:
            raise InvalidRequestError("Session is already flushing")
        self.is_busy = True
        await asyncio.sleep(0)
        self.is_busy = False


class User:
    @property
    def orders(self):
        raise MissingGreenlet("greenlet_spawn has not been called; can't call await_only() here.")

    @property
    def name(self):
        raise DetachedInstanceError("Parent instance <User> is not bound to a Session")


@pytest.fixture
def session():
    return Session()


async def test_lie_one_session_for_all(session):
    # explain: shared-session
    await asyncio.gather(session.flush(), session.flush())


async def test_lie_another_operation():
    # explain: shared-connection
    raise asyncpg.InterfaceError("cannot perform operation: another operation is in progress")


async def test_lie_two_readers():
    # explain: shared-connection
    reader = asyncio.StreamReader()
    first = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    try:
        await reader.readline()
    finally:
        first.cancel()
        await asyncio.wait([first])


async def test_lie_lazy_attribute():
    # explain: missing-greenlet
    user = User()
    assert user.orders == []


async def test_lie_detached():
    # explain: detached-instance
    user = User()
    assert user.name == "Ann"


async def test_lie_other_errors_of_a_database():
    raise InvalidRequestError("Table 'users' is already defined")


async def test_honest_one_after_the_other(session):
    await session.flush()
    await session.flush()
