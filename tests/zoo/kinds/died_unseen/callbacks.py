import asyncio
import signal
import os

import pytest

pytestmark = pytest.mark.asyncio


def explode(*_):
    raise RuntimeError("in a callback")


async def test_lie_call_soon():
    # lie: died-callback
    asyncio.get_running_loop().call_soon(explode)
    await asyncio.sleep(0)


async def test_lie_call_later():
    def expire():
        raise KeyError("session")  # lie: died-callback

    asyncio.get_running_loop().call_later(0.001, expire)
    await asyncio.sleep(0.01)


async def test_lie_lambda():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)  # lie: died-callback
    await asyncio.sleep(0)


async def test_lie_done_callback():
    # lie: died-callback
    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(explode)
    await task
    await asyncio.sleep(0)


async def test_lie_assertion_in_a_callback():
    def check(task):
        assert task.result() == 2  # lie: died-callback

    task = asyncio.create_task(asyncio.sleep(0, 1))
    task.add_done_callback(check)
    await task
    await asyncio.sleep(0)


async def test_lie_call_soon_threadsafe():
    # lie: died-callback
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(loop.call_soon_threadsafe, explode)
    await asyncio.sleep(0.01)


async def test_lie_reader():
    ours, theirs = os.pipe()
    loop = asyncio.get_running_loop()

    def read():
        loop.remove_reader(ours)
        raise ValueError("can't parse")  # lie: died-callback

    loop.add_reader(ours, read)
    os.write(theirs, b"x")
    await asyncio.sleep(0.02)
    os.close(ours)
    os.close(theirs)


async def test_lie_signal_handler():
    # lie: died-callback
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, explode)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.sleep(0.02)
    loop.remove_signal_handler(signal.SIGUSR1)


async def test_lie_result_set_twice():
    # lie: died-callback
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, 1)
    loop.call_soon(future.set_result, 2)
    assert await future == 1
    await asyncio.sleep(0)


async def test_honest_quiet_callbacks():
    heard = []
    loop = asyncio.get_running_loop()
    loop.call_soon(heard.append, 1)
    loop.call_later(0.001, heard.append, 2)
    await asyncio.sleep(0.02)
    assert heard == [1, 2]


async def test_honest_error_handed_over():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(lambda: future.set_exception(ValueError("handed over")))
    with pytest.raises(ValueError, match="handed over"):
        await future


async def test_honest_handler_of_its_own():
    seen = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: seen.append(context["exception"]))
    loop.call_soon(explode)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    assert str(seen[0]) == "in a callback"


async def test_honest_the_log_is_looked_at(caplog):
    asyncio.get_running_loop().call_soon(explode)
    await asyncio.sleep(0)
    assert "Exception in callback" in caplog.text


async def test_honest_an_ordinary_signal_handler():
    heard = []
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, heard.append, "signal")
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.sleep(0.02)
    loop.remove_signal_handler(signal.SIGUSR1)
    assert heard == ["signal"]
