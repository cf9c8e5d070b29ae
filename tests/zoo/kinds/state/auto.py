# run: -o asyncio_mode=auto
import asyncio
import os
import signal
import unittest
from contextvars import ContextVar
from unittest import mock

import pytest
import pytest_asyncio

USER = ContextVar("user")
REAL_SLEEP = asyncio.sleep


@pytest.fixture
async def tidy():
    yield
    asyncio.sleep = REAL_SLEEP


async def test_lie_sleep(tidy):
    # honest: the fixture puts it back before the test is judged; so this one leaves something else
    asyncio.sleep = mock.AsyncMock()
    os.environ["ZOO_AUTO"] = "1"  # lie: changed-environment


async def test_honest_sleep_put_back_by_a_fixture(tidy):
    asyncio.sleep = mock.AsyncMock()


class TestSetUp:
    def setup_method(self):
        os.environ["ZOO_SETUP"] = "1"
        USER.set("ann")

    def teardown_method(self):
        del os.environ["ZOO_SETUP"]
        USER.set(None)

    async def test_honest_setup_and_teardown(self):
        assert USER.get() == "ann"


class TestCarelessSetUp:
    def setup_method(self):
        USER.set("bob")  # lie: leaked-contextvar test_lie_setup_method

    async def test_lie_setup_method(self):
        assert USER.get() == "bob"


class TestUnit(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.patcher = mock.patch("os.getcwd", return_value="/")
        self.patcher.start()
        self.addCleanup(self.patcher.stop)

    async def test_honest_unit(self):
        assert os.getcwd() == "/"

    async def test_lie_unit(self):
        mock.patch("os.getpid").start()  # lie: left-patched


class TestClassWide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.patcher = mock.patch.dict(os.environ, {"ZOO_UNIT": "1"})
        cls.patcher.start()
        cls.signal = signal.signal(signal.SIGUSR2, lambda *args: None)

    @classmethod
    def tearDownClass(cls):
        cls.patcher.stop()
        signal.signal(signal.SIGUSR2, cls.signal)

    def test_honest_class_first(self):
        assert os.environ["ZOO_UNIT"]

    def test_honest_class_second(self):
        assert os.environ["ZOO_UNIT"]


class TestCarelessClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.patcher = mock.patch("os.getlogin", return_value="zoo")  # lie: left-patched test_lie_class
        cls.patcher.start()

    def test_lie_class(self):
        assert os.getlogin() == "zoo"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def module_wide():
    USER.set("module")
    os.environ["ZOO_WIDE"] = "1"
    yield
    os.environ.pop("ZOO_WIDE")


async def test_honest_wide():
    assert os.environ["ZOO_WIDE"]


@pytest.fixture(params=["a", "b"], scope="module")
def parametrised(request):
    os.environ["ZOO_PARAM"] = request.param
    yield request.param
    del os.environ["ZOO_PARAM"]


async def test_honest_parametrised(parametrised):
    assert os.environ["ZOO_PARAM"] == parametrised


async def test_honest_late_wide_fixture(request):
    os.environ["ZOO_BEFORE"] = "1"
    value = request.getfixturevalue("parametrised_late")
    del os.environ["ZOO_BEFORE"]
    assert value


@pytest.fixture(scope="session")
def parametrised_late():
    os.environ["ZOO_LATE"] = "1"
    return True
