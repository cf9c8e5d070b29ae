"""When a job has to wait for a place among those that wait, the scheduler starts none any more.

issue: https://github.com/aio-libs/aiojobs/issues/98
bad: aiojobs==1.0.0 async-timeout==4.0.3
fixed: aiojobs==1.4.0
"""

import asyncio
import warnings

import aiojobs


async def scenario() -> None:
    """Jobs come in one after the other, and are usually done before the next one comes."""
    done = []

    async def job(number: int) -> None:
        await asyncio.sleep(0.1)
        done.append(number)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # with a timeout, a client that is cancelled may see TimeoutError instead, in 1.4.0 as well
        scheduler = await aiojobs.create_scheduler(limit=1, pending_limit=1, close_timeout=None)

    async def client(number: int) -> None:
        await asyncio.sleep(number * 0.2)
        await scheduler.spawn(job(number))

    await asyncio.gather(*(client(number) for number in range(4)))
    while len(scheduler):
        await asyncio.sleep(0.1)
    await scheduler.close()
    assert sorted(done) == [0, 1, 2, 3]
