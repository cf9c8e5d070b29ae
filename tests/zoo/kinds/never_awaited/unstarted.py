# run: -o asyncio_mode=auto
import asyncio
import sys

import pytest


async def work(number=1):
    await asyncio.sleep(0)
    return number


async def test_lie_task():
    asyncio.create_task(work())  # lie: never-started


async def test_lie_task_in_a_variable():
    task = asyncio.create_task(work())  # lie: never-started
    assert not task.done()


async def test_honest_task():
    task = asyncio.create_task(work())
    assert await task == 1


async def test_lie_gather():
    asyncio.gather(work(1), work(2))  # lie: never-started


async def test_lie_gather_kept():
    everything = asyncio.gather(  # lie: never-started
        work(1),
        work(2),
    )
    assert everything is not None


async def test_honest_gather():
    assert await asyncio.gather(work(1), work(2)) == [1, 2]


async def test_lie_ensure_future():
    asyncio.ensure_future(work())  # lie: never-started


async def test_lie_list_of_tasks():
    tasks = [asyncio.create_task(work(number)) for number in range(3)]  # lie: never-started
    assert len(tasks) == 3


async def test_honest_list_of_tasks():
    tasks = [asyncio.create_task(work(number)) for number in range(3)]
    done, _ = await asyncio.wait(tasks)
    assert len(done) == 3


async def test_honest_begun_and_cancelled():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_honest_cancelled_at_once():
    task = asyncio.create_task(work())
    task.cancel()


async def test_lie_made_in_a_helper():
    def start():
        return asyncio.create_task(work())  # lie: never-started

    start()


async def test_lie_made_in_a_task():
    async def parent():
        asyncio.create_task(work())  # lie: never-started

    await parent()


def test_lie_loop_of_its_own():
    loop = asyncio.new_event_loop()
    loop.create_task(work())  # lie: never-started
    loop.close()


def test_honest_loop_of_its_own():
    loop = asyncio.new_event_loop()
    try:
        assert loop.run_until_complete(loop.create_task(work())) == 1
    finally:
        loop.close()


@pytest.fixture
async def started():
    task = asyncio.create_task(work(5))
    yield task
    assert await task == 5


async def test_honest_task_of_a_fixture(started):
    assert not started.cancelled()


async def at_once(seen):
    seen.append(1)


async def test_lie_task_without_any_await():
    seen = []
    asyncio.create_task(at_once(seen))  # lie: never-started
    assert not seen


async def test_honest_task_without_any_await():
    seen = []
    task = asyncio.create_task(at_once(seen))
    await asyncio.sleep(0)
    assert task.done()
    assert seen


async def test_lie_long_task():
    task = asyncio.create_task(asyncio.sleep(60))  # lie: never-started
    assert not task.done()


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup is new in 3.11")
async def test_honest_task_group():
    async with asyncio.TaskGroup() as group:
        group.create_task(work())


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup is new in 3.11")
async def test_honest_task_group_that_fails_at_once():
    with pytest.raises(BaseExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(work())
            raise ValueError("at once")


class TestClass:
    @pytest.mark.parametrize("number", [1, 2])
    async def test_lie_in_a_class(self, number):
        asyncio.create_task(work(number))  # lie: never-started


def both():
    return asyncio.gather(work(1), work(2))  # lie: never-started test_lie_gather_in_a_helper


async def test_lie_gather_in_a_helper():
    both()


async def test_lie_task_of_a_factory():
    asyncio.get_running_loop().set_task_factory(lambda loop, coroutine, **_: asyncio.Task(coroutine, loop=loop))
    asyncio.create_task(work())  # lie: never-started


@pytest.mark.asyncproof(never_started="off")
async def test_honest_is_let_alone():
    asyncio.create_task(work())
