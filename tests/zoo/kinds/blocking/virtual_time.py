# run: --virtual-time
import asyncio
import time

import pytest


@pytest.mark.asyncio
async def test_lie_sleeps():
    time.sleep(0.1)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_computes():
    end = time.thread_time() + 0.5
    while time.thread_time() < end: pass  # lie: slow-step


@pytest.mark.asyncio
async def test_honest_long_sleep():
    await asyncio.sleep(3600)


@pytest.mark.asyncio
async def test_honest_many_steps():
    for _ in range(20_000):
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_honest_thread():
    await asyncio.to_thread(time.sleep, 0.3)
