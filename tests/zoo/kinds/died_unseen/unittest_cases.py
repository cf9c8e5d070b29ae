import asyncio
import unittest


async def fail():
    await asyncio.sleep(0)
    raise ValueError("unseen")


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


class ServiceTest(unittest.IsolatedAsyncioTestCase):
    async def test_lie_task(self):
        # lie: died-task
        task = asyncio.create_task(fail())
        await settle()
        self.assertTrue(task.done())

    async def test_lie_callback(self):
        # lie: died-callback
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await settle()

    async def test_honest_awaited(self):
        task = asyncio.create_task(fail())
        with self.assertRaises(ValueError):
            await task

    async def test_honest_logs_are_looked_at(self):
        with self.assertLogs("asyncio", "ERROR") as logs:
            asyncio.get_running_loop().call_soon(lambda: 1 / 0)
            await settle()
        self.assertIn("Exception in callback", logs.output[0])

    async def test_honest_failing_service_is_stopped(self):
        self.task = asyncio.create_task(fail())
        await settle()

    async def asyncTearDown(self):
        task = getattr(self, "task", None)
        if task is not None:
            await asyncio.gather(task, return_exceptions=True)
