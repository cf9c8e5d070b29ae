import asyncio
import contextlib

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio
KEPT = []


async def rows():
    try:
        for number in range(3):
            yield number
    finally:
        await asyncio.sleep(0)


async def plain():
    for number in range(3):
        yield number


async def fussy():
    try:
        yield 1
    except ValueError:
        yield 2


async def locked(lock):
    async with lock:
        yield 1
        yield 2


@contextlib.asynccontextmanager
async def connection():
    try:
        yield "connection"
    finally:
        await asyncio.sleep(0)


async def test_lie_break():
    async for row in rows():  # lie: leaked-generator
        assert row == 0
        break


async def test_honest_break_with_aclosing():
    generator = rows()
    try:
        async for row in generator:
            assert row == 0
            break
    finally:
        await generator.aclose()


async def test_honest_break_out_of_a_plain_one():
    async for _ in plain():
        break
    async for _ in fussy():
        break


async def test_honest_to_the_end():
    assert [row async for row in rows()] == [0, 1, 2]


async def test_lie_return_out_of_it():
    async def first():
        async for row in rows():  # lie: leaked-generator
            return row

    assert await first() == 0


async def test_lie_anext_once():
    generator = rows()
    assert await generator.__anext__() == 0  # lie: leaked-generator


async def test_lie_kept():
    KEPT.append(rows())
    await KEPT[-1].__anext__()  # lie: leaked-generator


async def test_honest_never_iterated():
    generator = plain()
    async for _ in generator:
        pass


async def test_lie_lock_held():
    lock = asyncio.Lock()
    async for _ in locked(lock):  # lie: leaked-generator
        break
    await asyncio.sleep(0)


async def test_lie_context_entered_by_hand():
    context = connection()
    await context.__aenter__()  # lie: leaked-generator


async def test_honest_context():
    async with connection() as one:
        assert one


async def test_honest_exit_stack():
    async with contextlib.AsyncExitStack() as stack:
        assert await stack.enter_async_context(connection())


async def test_honest_an_error_inside():
    with pytest.raises(KeyError):
        async for _ in rows():
            raise KeyError


async def test_honest_assertion_inside():
    async def look():
        async for row in rows():
            assert row == 1

    with pytest.raises(AssertionError):
        await look()


async def test_honest_consumer_cancelled():
    async def consume():
        async for _ in rows():
            await asyncio.sleep(60)

    task = asyncio.create_task(consume())
    await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_honest_consumer_times_out():
    async def consume():
        async for _ in rows():
            await asyncio.sleep(60)

    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(consume(), 0.001)


async def test_lie_only_the_task_is_told():
    async def consume():
        async with connection():
            await asyncio.sleep(60)

    asyncio.create_task(consume())  # lie: leaked-task
    await asyncio.sleep(0)


@pytest_asyncio.fixture
async def session():
    async with connection() as one:
        yield one


async def test_honest_fixture(session):
    assert session


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def wide():
    async with connection() as one:
        yield one


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_fixture(wide):
    assert wide


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_beside_wide_fixture(wide):
    async for _ in rows():  # lie: leaked-generator
        break


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_kept_on_a_shared_loop(wide):
    KEPT.append(rows())
    await KEPT[-1].__anext__()  # lie: leaked-generator


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_fixture_again(wide):
    assert [row async for row in rows()] == [0, 1, 2]
