import asyncio
import gc

import pytest

KEPT = []


async def answer():
    await asyncio.sleep(0)
    return 42


def test_lie_new_loop():
    loop = asyncio.new_event_loop()  # lie: leaked-loop
    assert loop.run_until_complete(answer()) == 42


def test_honest_new_loop():
    loop = asyncio.new_event_loop()
    try:
        assert loop.run_until_complete(answer()) == 42
    finally:
        loop.close()


def test_lie_collected_open():
    asyncio.new_event_loop().run_until_complete(answer())  # lie: leaked-loop
    gc.collect()


def test_lie_kept_open():
    KEPT.append(asyncio.SelectorEventLoop())  # lie: leaked-loop


def test_honest_run():
    assert asyncio.run(answer()) == 42


def test_lie_pending_at_close():
    async def forever():
        await asyncio.Event().wait()

    loop = asyncio.new_event_loop()
    KEPT.append(loop.create_task(forever()))  # lie: leaked-task
    loop.run_until_complete(answer())
    loop.close()


@pytest.fixture
def own_loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def wide_loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def test_honest_fixture(own_loop):
    assert own_loop.run_until_complete(answer()) == 42


def test_honest_wide_fixture(wide_loop):
    assert wide_loop.run_until_complete(answer()) == 42


def test_lie_on_the_wide_loop(wide_loop):
    async def forever():
        await asyncio.Event().wait()

    wide_loop.create_task(forever())  # lie: leaked-task
    wide_loop.run_until_complete(answer())


def test_honest_wide_fixture_again(wide_loop):
    assert wide_loop.run_until_complete(answer()) == 42
    assert not asyncio.all_tasks(wide_loop)


@pytest.mark.asyncio
async def test_lie_task_collected():
    async def forget():
        await asyncio.get_running_loop().create_future()

    asyncio.create_task(forget())  # lie: dropped-task
    await asyncio.sleep(0)
    gc.collect()


@pytest.mark.asyncio
async def test_honest_task_kept():
    async def remember():
        await asyncio.sleep(0)

    KEPT.append(task := asyncio.create_task(remember()))
    gc.collect()
    await task


@pytest.fixture(scope="module")
def spare_loops():
    loops = []
    yield loops
    for loop in loops:
        loop.close()


def test_honest_loop_that_a_fixture_keeps(spare_loops):
    spare_loops.append(asyncio.new_event_loop())


def test_honest_loop_that_a_fixture_still_keeps(spare_loops):
    assert not spare_loops[0].is_closed()
