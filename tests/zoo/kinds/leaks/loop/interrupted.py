"""Runs that Ctrl-C or an exit of the program ends: what was under way then is cleared away by the runner."""
import asyncio
import os
import signal

import pytest


async def under_way():
    await asyncio.sleep(5)


def interrupt():
    raise KeyboardInterrupt


def leave():
    raise SystemExit(3)


async def serve(end):
    task = asyncio.create_task(under_way())
    loop = asyncio.get_running_loop()
    timer = loop.call_later(5, print, "late")
    loop.call_soon(end)
    await asyncio.sleep(5)
    timer.cancel()
    await task


def test_honest_interrupted():
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(serve(interrupt))


def test_honest_left():
    with pytest.raises(SystemExit) as left:
        asyncio.run(serve(leave))
    assert left.value.code == 3


def test_honest_signal():
    async def main():
        task = asyncio.create_task(under_way())
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGINT)
        await task

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(main())


def test_honest_main_exits():
    async def main():
        task = asyncio.create_task(under_way())
        await asyncio.sleep(0)
        if not task.done():
            raise SystemExit(2)

    with pytest.raises(SystemExit):
        asyncio.run(main())


def test_lie_main_fails():
    async def main():
        task = asyncio.create_task(under_way())  # lie: leaked-task
        await asyncio.sleep(0)
        if not task.done():
            raise ValueError("no")

    with pytest.raises(ValueError):
        asyncio.run(main())


def test_lie_main_returns():
    async def main():
        task = asyncio.create_task(under_way())  # lie: leaked-task
        await asyncio.sleep(0)
        return task.get_name()

    assert asyncio.run(main())


def test_honest_closes_what_never_began():
    made = []
    loop = asyncio.new_event_loop()
    loop.call_soon(lambda: made.append(loop.create_task(under_way())))
    loop.call_soon(loop.stop)
    loop.run_forever()
    made[0].get_coro().close()
    made[0]._log_destroy_pending = False
    loop.close()
