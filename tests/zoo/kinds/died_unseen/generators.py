# run: -o asyncio_mode=auto
import asyncio
import contextlib
import gc

import pytest


async def rows():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        raise ConnectionError("rollback failed")


async def quiet():
    yield 1
    yield 2


async def test_lie_generator_collected():
    # lie: died-generator
    async for _ in rows():  # lie: leaked-generator
        break
    gc.collect()
    await asyncio.sleep(0.01)


class Needy:
    def __del__(self):
        asyncio.get_running_loop().create_task(asyncio.sleep(0))


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_lie_finalizer_needs_a_loop():
    # lie: died-generator
    Needy()


async def test_honest_aclosing():
    generator = rows()
    async for _ in generator:
        break
    with pytest.raises(ConnectionError):
        await generator.aclose()


async def test_honest_to_its_end():
    with pytest.raises(ConnectionError):
        async for _ in rows():
            pass


async def test_honest_quiet_generator():
    async for row in quiet():
        assert row


@contextlib.asynccontextmanager
async def transaction():
    try:
        yield
    except ValueError:
        pass


async def test_honest_context_manager():
    async with transaction():
        raise ValueError("rolled back")
