# run: -o asyncio_mode=auto
import asyncio
import contextlib
import gc
import logging

import pytest

KEPT = []
SEEN = []


class Service:
    """Does its work in the background."""

    def __init__(self):
        self.tasks = set()

    def start(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        return task


async def fail(message="boom"):
    await asyncio.sleep(0)
    raise ValueError(message)


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_lie_dropped():
    # lie: died-task
    asyncio.create_task(fail("dropped"))
    await settle()


async def test_lie_raises_in_its_own_line():
    async def worker():
        raise LookupError("nobody sees this")  # lie: died-task

    asyncio.create_task(worker())
    await settle()


async def test_lie_kept_in_a_global():
    # lie: died-task
    KEPT.append(asyncio.create_task(fail()))
    await settle()


async def test_lie_kept_in_a_local_variable():
    # lie: died-task
    task = asyncio.create_task(fail())
    await settle()
    assert task.done()


async def test_lie_kept_in_a_cycle():
    # lie: died-task
    service = Service()
    service.me = service
    service.start(fail())
    await settle()


async def test_lie_in_a_set_with_discard():
    # lie: died-task
    background = set()
    task = asyncio.create_task(fail())
    background.add(task)
    task.add_done_callback(background.discard)
    await settle()


async def test_lie_a_failed_assertion():
    async def check():
        await asyncio.sleep(0)
        assert 1 + 1 == 3  # lie: died-task

    asyncio.create_task(check())
    await settle()


async def test_lie_waited_for_but_not_asked():
    # lie: died-task
    done, pending = await asyncio.wait({asyncio.create_task(fail())})
    assert len(done) == 1
    assert not pending


async def test_lie_gather_kept_and_not_awaited():
    # lie: died-future
    both = asyncio.gather(fail(), settle())
    await settle()
    await settle()
    assert both.done()


async def test_lie_ensure_future():
    # lie: died-task
    asyncio.ensure_future(fail())
    await settle()


async def test_lie_a_callback_that_does_not_look():
    # lie: died-task
    task = asyncio.create_task(fail())
    task.add_done_callback(lambda task: SEEN.append("done"))
    await settle()


@pytest.fixture
async def service():
    service = Service()
    service.start(fail("in a fixture"))
    yield service
    service.tasks.clear()


async def test_lie_task_of_a_fixture(service):
    # lie: died-task
    await settle()
    assert service.tasks


async def test_honest_awaited():
    task = asyncio.create_task(fail())
    with pytest.raises(ValueError, match="boom"):
        await task


async def test_honest_asked_for_its_error():
    task = asyncio.create_task(fail())
    await settle()
    assert isinstance(task.exception(), ValueError)


async def test_honest_suppressed():
    task = asyncio.create_task(fail())
    with contextlib.suppress(ValueError):
        await task


async def test_honest_cancelled():
    task = asyncio.create_task(asyncio.sleep(60))
    await settle()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_honest_gather_raises_the_first():
    with pytest.raises(ValueError, match="one"):
        await asyncio.gather(fail("one"), fail("two"), fail("three"))
    await settle()


async def test_honest_gather_returns_errors():
    results = await asyncio.gather(fail(), fail(), return_exceptions=True)
    assert all(isinstance(result, ValueError) for result in results)


async def test_honest_shield():
    with pytest.raises(ValueError, match="boom"):
        await asyncio.shield(fail())


async def test_honest_wait_for():
    with pytest.raises(ValueError, match="boom"):
        await asyncio.wait_for(fail(), 1)


async def test_honest_wait_first_exception():
    tasks = {asyncio.create_task(fail()), asyncio.create_task(settle())}
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        with contextlib.suppress(ValueError):
            await task
    assert done


async def test_honest_as_completed():
    errors = 0
    for future in asyncio.as_completed([fail(), fail()]):
        try:
            await future
        except ValueError:
            errors += 1
    assert errors == 2


async def test_honest_handler_of_its_own():
    seen = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: seen.append(context))
    task = asyncio.create_task(fail())
    await settle()
    del task
    gc.collect()
    asyncio.get_running_loop().set_exception_handler(None)
    assert isinstance(seen[0]["exception"], ValueError)


async def test_honest_the_log_is_looked_at(caplog):
    task = asyncio.create_task(fail())
    await settle()
    del task
    gc.collect()
    assert "never retrieved" in caplog.text


async def test_honest_a_callback_that_looks():
    seen = []
    task = asyncio.create_task(fail())
    task.add_done_callback(lambda task: seen.append(task.exception()))
    await settle()
    assert isinstance(seen[0], ValueError)


async def test_honest_the_worker_catches_its_errors():
    async def worker():
        try:
            await fail()
        except ValueError:
            logging.getLogger(__name__).exception("caught")

    task = asyncio.create_task(worker())
    await task


@pytest.fixture
async def honest_service():
    service = Service()
    service.start(fail("looked at in tear-down"))
    yield service
    await asyncio.gather(*service.tasks, return_exceptions=True)


async def test_honest_fixture_that_awaits_in_tear_down(honest_service):
    await settle()
    assert honest_service.tasks


async def test_honest_leaves_by_itself():
    task = asyncio.create_task(settle())
    await task
    assert task.exception() is None


@pytest.fixture
async def cancelled_worker():
    queue = asyncio.Queue()

    async def work():
        while True:
            print(10 / await queue.get())  # lie: died-task test_lie_worker_died_before_it_is_cancelled

    task = asyncio.create_task(work())
    yield queue
    task.cancel()


async def test_lie_worker_died_before_it_is_cancelled(cancelled_worker):
    cancelled_worker.put_nowait(0)
    await settle()


async def test_honest_worker_is_cancelled(cancelled_worker):
    cancelled_worker.put_nowait(1)
    await settle()


@pytest.fixture
async def reaped_worker():
    errors = []
    task = asyncio.create_task(fail())
    yield errors
    task.cancel()
    try:
        await task
    except (ValueError, asyncio.CancelledError) as error:
        errors.append(error)


async def test_honest_worker_is_waited_for_after_cancel(reaped_worker):
    await settle()
    assert not reaped_worker


@pytest.fixture
async def asked_worker():
    task = asyncio.create_task(fail())
    yield task
    if task.done():
        assert isinstance(task.exception(), ValueError)
    task.cancel()


async def test_honest_worker_is_asked_before_cancel(asked_worker):
    await settle()
    assert asked_worker.done()
