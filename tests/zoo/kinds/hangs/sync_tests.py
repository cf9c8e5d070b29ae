import asyncio
import time
import unittest


async def wait_for_nobody():
    await asyncio.Event().wait()  # lie: hung-test test_lie_asyncio_run


def test_lie_asyncio_run():
    asyncio.run(wait_for_nobody())


def test_lie_loop_of_its_own():
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(loop.create_future())
    finally:
        loop.close()


# lie: hung-test test_lie_loop_of_its_own


def test_lie_sleeps_in_a_callback():
    async def main():
        asyncio.get_running_loop().call_soon(lambda: time.sleep(0.1))  # lie: blocking-call
        await asyncio.sleep(0.01)

    asyncio.run(main())


def test_honest_asyncio_run():
    asyncio.run(asyncio.sleep(0.3))


def test_honest_blocks_before_and_after():
    time.sleep(0.1)
    asyncio.run(asyncio.sleep(0))
    time.sleep(0.1)


class TestUnittest(unittest.IsolatedAsyncioTestCase):
    async def test_lie_never_set(self):
        await asyncio.Event().wait()  # lie: hung-test

    async def test_lie_sleeps(self):
        time.sleep(0.1)  # lie: blocking-call

    async def test_honest_sleep(self):
        await asyncio.sleep(0.2)
