import asyncio
import random
import subprocess
import sys
import time
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, patch

import pytest
import pytest_asyncio

SLEEP = asyncio.sleep
CREATE = asyncio.create_task
NOW = time.time
RANDOM = random.random
RUN = subprocess.run


async def no_sleep(delay, result=None):
    return result


@pytest.fixture(autouse=True)
def repaired():
    asyncio.sleep = SLEEP
    asyncio.create_task = CREATE
    time.time = NOW
    random.random = RANDOM
    subprocess.run = RUN
    mock.patch.stopall()


@pytest.mark.asyncio
async def test_lie_sleep_replaced():
    asyncio.sleep = no_sleep  # lie: patched-loop
    await asyncio.sleep(100)


@pytest.mark.asyncio
async def test_lie_put_back_otherwise():
    sys.stdin = MagicMock()
    sys.stdin = sys.__stdin__  # lie: left-patched


def test_lie_sleep_is_a_mock():
    asyncio.sleep = AsyncMock()  # lie: patched-loop


def test_lie_create_task():
    setattr(asyncio, "create_task", MagicMock())  # lie: patched-loop


def test_lie_clock():
    time.time = lambda: 0.0  # lie: patched-loop


@pytest.mark.asyncio
async def test_lie_loop_class():
    original = asyncio.BaseEventLoop.call_later

    def sooner(self, delay, *args, **kwargs):
        return original(self, 0, *args, **kwargs)

    asyncio.BaseEventLoop.call_later = sooner  # lie: patched-loop
    await asyncio.sleep(0.5)


def test_honest_put_back_what_the_lie_left():
    base = asyncio.BaseEventLoop
    closure = base.call_later.__closure__
    if closure:
        base.call_later = closure[0].cell_contents


def test_lie_patch_started():
    patch("asyncio.sleep", no_sleep).start()  # lie: patched-loop


def test_lie_module_function():
    random.random = lambda: 0.5  # lie: left-patched


def test_lie_patch_never_stopped():
    patcher = patch("subprocess.run")  # lie: left-patched
    patcher.start()


@pytest.fixture
def fake_run():
    subprocess.run = MagicMock()  # lie: left-patched test_lie_in_a_fixture
    return subprocess.run


def test_lie_in_a_fixture(fake_run):
    subprocess.run(["true"])


def test_lie_fake_module():
    sys.modules["zoo_fake_module"] = MagicMock()  # lie: left-patched


class TestUnit(unittest.TestCase):
    def test_lie_in_unittest(self):
        random.random = lambda: 0.1  # lie: left-patched

    def test_honest_add_cleanup(self):
        patcher = patch("random.random", return_value=1)
        patcher.start()
        self.addCleanup(patcher.stop)


def test_honest_monkeypatch(monkeypatch):
    monkeypatch.setattr(asyncio, "sleep", no_sleep)
    monkeypatch.setattr("random.random", lambda: 0.5)


@pytest.mark.asyncio
@patch("asyncio.sleep", new_callable=AsyncMock)
async def test_honest_patch(sleep):
    await asyncio.sleep(3)


def test_honest_with_patch():
    with patch("time.time", return_value=3.0), patch.object(random, "random"):
        assert time.time() == 3.0


def test_honest_put_back():
    original = random.random
    random.random = lambda: 0.5
    try:
        assert random.random() == 0.5
    finally:
        random.random = original


@pytest_asyncio.fixture
async def quick():
    with patch("asyncio.sleep", no_sleep):
        yield


@pytest.mark.asyncio
async def test_honest_async_fixture(quick):
    await asyncio.sleep(10)


@pytest.fixture(scope="module")
def wide():
    patcher = patch("random.random", return_value=0.1)
    patcher.start()
    random.choice, original = (lambda items: items[0]), random.choice
    yield
    random.choice = original
    patcher.stop()


def test_honest_own_names():
    class Local:
        value = 1

    Local.value = 2
    local = Local()
    local.value = 3
