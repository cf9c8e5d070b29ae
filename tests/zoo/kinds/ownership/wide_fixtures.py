# run: -o asyncio_default_fixture_loop_scope=module -o asyncio_default_test_loop_scope=module
import asyncio
import contextlib

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio


async def tick(log):
    while True:
        log.append(len(log))
        await asyncio.sleep(0.001)


async def cancel(task):
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest_asyncio.fixture(scope="module")
async def ticker():
    log = []
    task = asyncio.create_task(tick(log))
    yield log
    await cancel(task)


@pytest_asyncio.fixture(scope="module", autouse=True)
async def always():
    task = asyncio.create_task(tick([]))
    yield
    task.cancel()


class Pool:
    """Starts its worker when it is needed first."""

    def __init__(self):
        self.queue = asyncio.Queue()
        self.worker = None
        self.loose = set()

    async def run(self):
        while True:
            future = await self.queue.get()
            future.set_result(1)

    async def ask(self):
        if self.worker is None:
            self.worker = asyncio.create_task(self.run())
        future = asyncio.get_running_loop().create_future()
        self.queue.put_nowait(future)
        return await future

    async def close(self):
        if self.worker is not None:
            await cancel(self.worker)


@pytest_asyncio.fixture(scope="module")
async def pool():
    pool = Pool()
    yield pool
    await pool.close()


@pytest_asyncio.fixture(scope="module")
async def nested(pool, ticker):
    task = asyncio.create_task(pool.ask())
    await task
    yield {"pool": pool, "log": ticker}


@pytest_asyncio.fixture(scope="module")
async def plain_value():
    task = asyncio.create_task(tick([]))
    return task


@pytest_asyncio.fixture(scope="module")
async def with_finalizer(request):
    task = asyncio.create_task(tick([]))
    request.addfinalizer(task.cancel)
    return task


@pytest.fixture(scope="module")
def sync_one(always):
    lock = asyncio.Lock()
    yield lock


@pytest.fixture(scope="module", params=["a", "b"])
def letter(request):
    yield request.param


@pytest_asyncio.fixture(scope="module")
async def parametrised(letter):
    task = asyncio.create_task(tick([letter]))
    yield letter
    await cancel(task)


async def test_honest_first_use(ticker):
    await asyncio.sleep(0.01)
    assert ticker


async def test_honest_second_use(ticker):
    assert ticker


async def test_honest_starts_the_pool(pool):
    assert await pool.ask() == 1


async def test_honest_uses_the_pool(pool):
    assert await pool.ask() == 1


async def test_lie_between_honest_ones(pool):
    asyncio.create_task(tick([]))  # lie: leaked-task
    assert await pool.ask() == 1


async def test_honest_after_the_lie(pool):
    assert await pool.ask() == 1
    assert not [task for task in asyncio.all_tasks() if "tick" in repr(task) and "always" in repr(task)]


async def test_honest_nested(nested):
    assert nested["log"]


@pytest.fixture(scope="module")
def asked_for():
    yield asyncio.create_task(tick([]))


async def test_honest_fixture_asked_for_in_the_middle(request):
    assert not request.getfixturevalue("asked_for").done()


async def test_honest_after_it():
    await asyncio.sleep(0)


async def test_honest_with_a_finalizer(with_finalizer):
    await asyncio.sleep(0)


async def test_honest_sync_fixture(sync_one):
    async with sync_one:
        await asyncio.sleep(0)


async def test_honest_parametrised(parametrised):
    await asyncio.sleep(0.002)
    assert parametrised in {"a", "b"}


async def test_honest_parametrised_again(parametrised):
    assert parametrised in {"a", "b"}


class TestScope:
    @pytest_asyncio.fixture(scope="class")
    async def of_class(self):
        task = asyncio.create_task(tick([]))
        yield task
        await cancel(task)

    async def test_honest_in_class(self, of_class):
        assert not of_class.done()

    async def test_honest_in_class_again(self, of_class):
        await asyncio.sleep(0)
        assert not of_class.done()

    async def test_lie_in_class(self, of_class):
        self.task = asyncio.create_task(tick([]))  # lie: leaked-task
        await asyncio.sleep(0)


async def test_lie_last_of_all_hears_of_the_fixture(plain_value):
    assert not plain_value.done()
# lie: leaked-task test_lie_last_of_all_hears_of_the_fixture
