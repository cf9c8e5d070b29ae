import asyncio
import unittest


async def forever():
    await asyncio.sleep(3600)


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.number = 1

    def setUp(self):
        self.other = 2

    async def asyncSetUp(self):
        self.task = asyncio.create_task(forever())

    async def asyncTearDown(self):
        self.task.cancel()

    async def test_honest_first(self):
        await asyncio.sleep(0)

    async def test_lie_first(self):
        asyncio.create_task(forever())  # lie: leaked-task
        await asyncio.sleep(0)

    async def test_honest_second(self):
        async def clean():
            await asyncio.sleep(0)

        self.addAsyncCleanup(clean)
        await asyncio.sleep(0)

    async def test_honest_subtests(self):
        for number in range(2):
            with self.subTest(number):
                await asyncio.sleep(0)

    def test_honest_sync(self):
        assert self.number


class TestCareless(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.task = asyncio.create_task(forever())

    async def test_lie_set_up(self):
        # lie: leaked-task
        await asyncio.sleep(0)


class TestPlain(unittest.TestCase):
    def test_honest_run(self):
        asyncio.run(asyncio.sleep(0))

    def test_lie_run(self):
        async def main():
            self.task = asyncio.create_task(forever())  # lie: leaked-task
            await asyncio.sleep(0)

        asyncio.run(main())
