# run: -o asyncio_mode=auto
import asyncio
import contextlib

import pytest
import pytest_asyncio

session_loop = pytest.mark.asyncio(loop_scope="session")
KEPT = []


async def forever():
    await asyncio.sleep(3600)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def background():
    task = asyncio.create_task(forever())
    yield task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest_asyncio.fixture(loop_scope="session")
async def short():
    task = asyncio.create_task(forever())
    yield task
    task.cancel()


@session_loop
async def test_lie_on_the_shared_loop():
    KEPT.append(asyncio.create_task(forever()))  # lie: leaked-task
    await asyncio.sleep(0)


@session_loop
async def test_honest_next():
    await asyncio.sleep(0)
    assert len(asyncio.all_tasks()) == 1


async def test_honest_on_its_own_loop():
    assert len(asyncio.all_tasks()) == 1


@session_loop
async def test_honest_with_background(background, short):
    await asyncio.sleep(0)
    assert not background.done()


async def test_honest_own_loop_between(background):
    assert not background.done()


@session_loop
async def test_lie_beside_background(background):
    loop = asyncio.get_running_loop()
    loop.create_task(forever())  # lie: leaked-task
    await asyncio.sleep(0)


@session_loop
async def test_honest_background_lives(background):
    await asyncio.sleep(0)
    assert not background.done()


def test_honest_sync():
    assert KEPT


@pytest.mark.asyncio(loop_scope="class")
class TestMany:
    async def test_lie_class_loop(self):
        type(self).task = asyncio.create_task(forever())  # lie: leaked-task
        await asyncio.sleep(0)

    async def test_honest_class_loop(self):
        assert type(self).task.cancelled()

    @pytest.mark.parametrize("number", range(3))
    async def test_honest_parametrised(self, number):
        await asyncio.sleep(0)


class TestXunit:
    def setup_method(self):
        self.value = 1

    async def test_honest_xunit(self):
        await asyncio.sleep(0)
        assert self.value


@session_loop
async def test_honest_last():
    await asyncio.sleep(0)
