import asyncio
import unittest

import pytest


async def forever():
    await asyncio.sleep(3600)


def setup_module(module):
    module.loop = asyncio.new_event_loop()


def teardown_module(module):
    module.loop.close()


class TestPlain:
    def setup_class(cls):
        cls.loop = asyncio.new_event_loop()
        cls.task = cls.loop.create_task(forever())

    def teardown_class(cls):
        cls.task.cancel()
        cls.loop.run_until_complete(asyncio.gather(cls.task, return_exceptions=True))
        cls.loop.close()

    def setup_method(self):
        self.value = self.loop.run_until_complete(asyncio.sleep(0, 1))

    def test_honest(self):
        assert self.value

    def test_lie(self):
        self.loop.create_task(forever())  # lie: leaked-task
        self.loop.run_until_complete(asyncio.sleep(0))

    def test_honest_again(self):
        assert not self.task.done()


class TestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.loop = asyncio.new_event_loop()

    @classmethod
    def tearDownClass(cls):
        cls.loop.close()

    def setUp(self):
        self.task = self.loop.create_task(forever())

    def tearDown(self):
        self.task.cancel()

    def test_honest(self):
        self.loop.run_until_complete(asyncio.sleep(0))

    def test_honest_again(self):
        assert self.loop.run_until_complete(asyncio.sleep(0, 2)) == 2


def test_honest_module():
    assert loop.run_until_complete(asyncio.sleep(0, 3)) == 3  # noqa: F821 - `setup_module` gives it


@pytest.fixture
def careless_loop():
    return asyncio.new_event_loop()  # lie: leaked-loop test_lie_careless_loop


def test_lie_careless_loop(careless_loop):
    careless_loop.run_until_complete(asyncio.sleep(0))
