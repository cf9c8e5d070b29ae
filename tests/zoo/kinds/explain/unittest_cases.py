# run: -p no:asyncproof-guards -W ignore
import asyncio
import unittest
from unittest.mock import AsyncMock, Mock


async def fetch(number=1):
    await asyncio.sleep(0)
    return {"number": number}


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def test_lie_subscript(self):  # explain: coroutine-not-awaited
        self.assertEqual(fetch()["number"], 1)

    async def test_lie_equal(self):  # explain: compared-coroutine
        self.assertEqual(fetch(), {"number": 1})

    async def test_lie_none(self):  # explain: compared-coroutine
        reply = fetch()
        self.assertIsNone(reply)

    async def test_lie_raises(self):  # explain: did-not-raise
        with self.assertRaises(ValueError):
            fetch()

    async def test_lie_mock(self):  # explain: mock-not-awaitable
        client = Mock()
        await client.get("/")

    async def test_lie_run(self):  # explain: running-loop
        asyncio.run(fetch())

    async def test_lie_mock_not_awaited(self):  # explain: mock-called-not-awaited
        client = AsyncMock()
        client.get("/")
        client.get.assert_awaited_once()

    async def test_honest(self):
        self.assertEqual(await fetch(), {"number": 1})


class TestPlain(unittest.TestCase):
    def test_lie_in_a_plain_case(self):  # explain: coroutine-not-awaited
        self.assertEqual(fetch()["number"], 1)

    def test_lie_loop_in_a_plain_case(self):  # explain: no-running-loop
        asyncio.get_running_loop()

    def test_honest_in_a_plain_case(self):
        self.assertEqual(asyncio.run(fetch()), {"number": 1})
