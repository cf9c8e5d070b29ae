import asyncio
import functools

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio
DONE = []


def ring():
    DONE.append("ring")


class Session:
    def __init__(self):
        self.handle = asyncio.get_running_loop().call_later(60, self.expire)  # lie: leaked-timer test_lie_method

    def expire(self):
        DONE.append(self)

    def close(self):
        self.handle.cancel()


async def test_lie_function():
    asyncio.get_running_loop().call_later(60, ring)  # lie: leaked-timer


async def test_honest_function():
    handle = asyncio.get_running_loop().call_later(60, ring)
    handle.cancel()


async def test_honest_gone_off():
    asyncio.get_running_loop().call_later(0, ring)
    await asyncio.sleep(0.01)


async def test_lie_lambda():
    loop = asyncio.get_running_loop()
    loop.call_at(loop.time() + 60, lambda: DONE.append(1))  # lie: leaked-timer


async def test_lie_partial():
    asyncio.get_running_loop().call_later(60, functools.partial(ring))  # lie: leaked-timer


async def test_lie_builtin():
    asyncio.get_running_loop().call_later(60, DONE.append, 1)  # lie: leaked-timer


async def test_lie_event():
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(60, event.set)  # lie: leaked-timer


async def test_honest_event():
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.001, event.set)
    await event.wait()


async def test_lie_method():
    Session()


async def test_honest_method():
    Session().close()


async def test_honest_timeouts():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.sleep(60), 0.001)
    await asyncio.wait_for(asyncio.sleep(0), 60)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def session():
    session = Session()
    yield session
    session.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_fixture(session):
    assert session


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_on_a_shared_loop(session):
    DONE.append(asyncio.get_running_loop().call_later(60, ring))  # lie: leaked-timer


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_after_it(session):
    assert DONE[-1].cancelled()
    assert not session.handle.cancelled()


async def test_lie_set_by_a_library(tmp_path, monkeypatch):
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "zoo_reminders.py").write_text(
        "import asyncio\ndef remind(*args): getattr(asyncio.get_running_loop(), 'call' '_later')(60, *args)"
    )
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    import zoo_reminders

    def bell():  # lie: leaked-timer
        DONE.append("bell")

    aliases = {"a": bell}
    for alias in aliases.values():
        zoo_reminders.remind(alias)
