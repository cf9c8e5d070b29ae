# run: -o asyncproof_hang=1
import asyncio
import socket

import pytest


@pytest.mark.asyncio
async def test_lie_spins_on_sleep_zero():
    done = False
    while not done:
        await asyncio.sleep(0)  # lie: hung-test


@pytest.mark.asyncio
async def test_lie_polls_for_ever():
    done = False
    while not done:
        await asyncio.sleep(0.01)  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_sleeps_longer_than_the_limit():
    await asyncio.sleep(1.8)


@pytest.mark.asyncio
async def test_lie_waits_beside_a_heartbeat():
    async def beat():
        while True:
            await asyncio.sleep(0.05)

    task = asyncio.create_task(beat())
    try:
        await asyncio.Event().wait()  # lie: hung-test
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.asyncio
async def test_lie_other_end_is_silent():
    here, there = socket.socketpair()
    here.setblocking(False)
    with here, there:
        await asyncio.get_running_loop().sock_recv(here, 1)  # lie: hung-test


@pytest.mark.asyncio
async def test_honest_job_longer_than_the_limit():
    import time

    await asyncio.to_thread(time.sleep, 1.5)
