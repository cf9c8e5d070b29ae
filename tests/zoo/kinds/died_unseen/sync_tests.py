import asyncio

import pytest


async def fail():
    await asyncio.sleep(0)
    raise ValueError("unseen")


async def main():
    task = asyncio.create_task(fail())
    for _ in range(5):
        await asyncio.sleep(0)
    return task.done()


async def leave():
    raise SystemExit(3)


def test_lie_asyncio_run():
    # lie: died-task
    assert asyncio.run(main())


def test_lie_own_loop():
    # lie: died-task
    loop = asyncio.new_event_loop()
    task = loop.create_task(fail())
    loop.call_later(0.01, loop.stop)
    loop.run_forever()
    loop.close()
    assert task.done()


def test_honest_run_raises():
    with pytest.raises(ValueError, match="unseen"):
        asyncio.run(fail())


def test_honest_own_loop():
    loop = asyncio.new_event_loop()
    with pytest.raises(ValueError, match="unseen"):
        loop.run_until_complete(fail())
    loop.close()


def test_honest_program_that_exits():
    with pytest.raises(SystemExit):
        asyncio.run(leave())


def test_honest_task_then_loop():
    loop = asyncio.new_event_loop()
    task = loop.create_task(fail())
    with pytest.raises(ValueError, match="unseen"):
        loop.run_until_complete(task)
    loop.close()
