import unittest
from unittest.mock import AsyncMock, MagicMock


async def order(store):
    return await store.reserve()


class OrderTest(unittest.IsolatedAsyncioTestCase):
    async def test_lie_mock_that_cannot_be_awaited(self):
        with self.assertRaises(Exception):
            await order(MagicMock())  # lie: wrong-raises

    async def test_lie_swallowed_by_the_mocks_exit(self):
        # lie: mock-swallows
        session = MagicMock()
        session.__aexit__ = AsyncMock()
        async with session:
            self.assertEqual(1, 2)  # lie: swallowed-assertion

    async def test_honest_its_own_error(self):
        with self.assertRaises(ValueError):
            await order(MagicMock(reserve=AsyncMock(side_effect=ValueError)))

    async def test_honest_message(self):
        with self.assertRaisesRegex(TypeError, "await"):
            await order(MagicMock())

    async def test_honest_assertion_error(self):
        with self.assertRaises(AssertionError):
            self.assertEqual(1, 2)
