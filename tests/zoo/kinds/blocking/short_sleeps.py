# run: -o asyncio_mode=auto
import asyncio
import time
from time import sleep
from unittest.mock import patch

import pytest
import pytest_asyncio


class Client:
    pause = staticmethod(sleep)

    def backoff(self, wait=sleep):
        wait(0.01)  # lie: blocking-call test_lie_a_default

    def wait(self):
        self.pause(0.01)  # lie: blocking-call test_lie_an_attribute


async def test_lie_ten_milliseconds():
    time.sleep(0.01)  # lie: blocking-call


async def test_lie_by_name():
    sleep(0.02)  # lie: blocking-call


async def test_lie_a_default():
    Client().backoff()


async def test_lie_an_attribute():
    Client().wait()


@pytest.fixture
async def settled():
    time.sleep(0.02)  # lie: blocking-call test_lie_in_a_fixture
    return 1


async def test_lie_in_a_fixture(settled):
    assert settled


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def warmed_up():
    time.sleep(0.02)
    return 1


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_warmed_up(warmed_up):
    assert warmed_up


async def test_lie_in_a_callback():
    asyncio.get_running_loop().call_soon(lambda: time.sleep(0.01))  # lie: blocking-call
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_honest_in_a_thread():
    await asyncio.to_thread(sleep, 0.02)
    await asyncio.to_thread(time.sleep, 0.02)


async def works():
    await asyncio.sleep(0)
    time.sleep(0.02)
    return 7


async def test_honest_alone_on_a_loop_in_a_thread():
    assert await asyncio.to_thread(asyncio.run, works()) == 7


async def waits_for_a_blocked_task():
    async def blocks():
        time.sleep(0.02)  # lie: blocking-call test_lie_not_alone_in_a_thread

    await asyncio.gather(asyncio.create_task(blocks()), asyncio.sleep(0))


async def test_lie_not_alone_in_a_thread():
    await asyncio.to_thread(asyncio.run, waits_for_a_blocked_task())


async def test_honest_patched(monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    time.sleep(5)
    assert slept == [5]


async def test_honest_mocked():
    with patch("time.sleep") as mocked, patch(f"{__name__}.sleep") as named:
        time.sleep(5)
        sleep(6)
    mocked.assert_called_once_with(5)
    named.assert_called_once_with(6)


async def test_honest_a_wrong_sleep():
    with pytest.raises(ValueError):
        time.sleep(-1)
    with pytest.raises(TypeError):
        time.sleep("1")


def test_honest_the_same_sleep():
    assert time.sleep is sleep
    time.sleep(0.01)


async def test_lie_as_a_callback():
    asyncio.get_running_loop().call_soon(time.sleep, 0.1)  # lie: blocking-call
    await asyncio.sleep(0.01)
