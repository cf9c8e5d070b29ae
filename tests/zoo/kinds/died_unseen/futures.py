import asyncio
import concurrent.futures
from concurrent.futures import ThreadPoolExecutor

import pytest

KEPT = []


def resize():
    raise ValueError("not an image")


async def fetch():
    await asyncio.sleep(0)
    raise ConnectionError("no route")


@pytest.fixture
def executor():
    with ThreadPoolExecutor(2) as executor:
        yield executor


def test_lie_submit_and_forget(executor):
    # lie: died-future
    executor.submit(resize)
    executor.shutdown()


def test_lie_submit_and_keep(executor):
    # lie: died-future
    KEPT.append(executor.submit(resize))
    executor.shutdown()


def test_lie_only_waits(executor):
    # lie: died-future
    done, _ = concurrent.futures.wait([executor.submit(resize)])
    assert all(job.done() for job in done)


def test_lie_map_not_looked_at(executor):
    # lie: died-future
    executor.map(lambda _: resize(), [1])
    executor.shutdown()


@pytest.mark.asyncio
async def test_lie_run_in_executor_dropped():
    # lie: died-future
    asyncio.get_running_loop().run_in_executor(None, resize)
    await asyncio.sleep(0.05)


@pytest.mark.asyncio
async def test_lie_run_in_executor_kept():
    # lie: died-future
    KEPT.append(asyncio.get_running_loop().run_in_executor(None, resize))
    await asyncio.sleep(0.05)


@pytest.mark.asyncio
async def test_lie_assertion_in_a_job(executor):
    def check():
        assert resize is None  # lie: died-future

    asyncio.get_running_loop().run_in_executor(executor, check)
    await asyncio.sleep(0.05)


@pytest.mark.asyncio
async def test_lie_coroutine_threadsafe():
    # lie: died-future
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(asyncio.run_coroutine_threadsafe, fetch(), loop)
    await asyncio.sleep(0.05)


@pytest.mark.asyncio
async def test_lie_set_exception():
    # lie: died-future
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("nobody waits"))


@pytest.mark.asyncio
async def test_lie_gather_dropped():
    # lie: died-future
    asyncio.gather(fetch(), fetch())
    await asyncio.sleep(0.01)


def test_honest_result(executor):
    with pytest.raises(ValueError, match="image"):
        executor.submit(resize).result()


def test_honest_exception(executor):
    job = executor.submit(resize)
    concurrent.futures.wait([job])
    assert isinstance(job.exception(), ValueError)


def test_honest_as_completed(executor):
    for job in concurrent.futures.as_completed([executor.submit(resize) for _ in range(3)]):
        assert job.exception()


def test_honest_callback(executor):
    seen = []
    executor.submit(resize).add_done_callback(lambda job: seen.append(job.exception()))
    executor.shutdown()
    assert len(seen) == 1


def test_honest_map(executor):
    with pytest.raises(ValueError, match="image"):
        list(executor.map(lambda _: resize(), [1]))


def test_honest_good_job_dropped(executor):
    executor.submit(print)


def test_honest_future_by_hand():
    job = concurrent.futures.Future()
    job.set_exception(ValueError("by hand"))
    assert job.done()


@pytest.mark.asyncio
async def test_honest_awaited(executor):
    with pytest.raises(ValueError, match="image"):
        await asyncio.get_running_loop().run_in_executor(executor, resize)


@pytest.mark.asyncio
async def test_honest_coroutine_threadsafe():
    loop = asyncio.get_running_loop()

    def ask():
        with pytest.raises(ConnectionError):
            asyncio.run_coroutine_threadsafe(fetch(), loop).result()

    await asyncio.to_thread(ask)


@pytest.mark.asyncio
async def test_honest_future_awaited():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("somebody waits"))
    with pytest.raises(ValueError, match="waits"):
        await future


@pytest.mark.asyncio
async def test_honest_lost_connection():
    async def handle(reader, writer):
        writer.transport.abort()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(10)
        writer.close()
        KEPT.append(writer)


@pytest.mark.asyncio
async def test_lie_error_set_on_a_future_that_is_kept():
    # lie: died-future
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("nobody asks"))
    KEPT.append(future)


@pytest.mark.asyncio
async def test_honest_error_set_on_a_future_that_is_asked():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("somebody asks"))
    KEPT.append(future)
    with pytest.raises(ValueError, match="somebody"):
        await future


@pytest.mark.asyncio
async def test_lie_shielded_and_forgotten():
    # lie: died-future
    asyncio.shield(fetch())
    await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_lie_shield_kept():
    # lie: died-future
    KEPT.append(asyncio.shield(fetch()))
    await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_honest_shield_awaited():
    with pytest.raises(ConnectionError, match="no route"):
        await asyncio.shield(fetch())


@pytest.mark.asyncio
async def test_honest_job_awaited_beside_its_shield():
    job = asyncio.create_task(fetch())
    KEPT.append(asyncio.shield(job))
    with pytest.raises(ConnectionError, match="no route"):
        await job
