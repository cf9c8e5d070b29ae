# run: -o asyncio_mode=auto --virtual-time
import asyncio


async def fetch(number=1):
    await asyncio.sleep(10)
    return number


async def test_lie_discarded():
    fetch()  # lie: never-awaited


async def test_honest_awaited():
    assert await fetch() == 1


async def test_lie_task_never_started():
    asyncio.create_task(fetch())  # lie: never-started


async def test_lie_gather():
    asyncio.gather(fetch(1), fetch(2))  # lie: never-started


async def test_honest_gather():
    assert await asyncio.gather(fetch(1), fetch(2)) == [1, 2]
