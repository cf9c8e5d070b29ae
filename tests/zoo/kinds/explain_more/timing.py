# run: -o asyncio_mode=auto
import asyncio
import time

import pytest


async def nap():
    await asyncio.sleep(0.02)


async def test_lie_a_little_too_late():
    # explain: measured-time
    start = time.perf_counter()
    await nap()
    elapsed = time.perf_counter() - start
    assert elapsed <= 0.02


async def test_lie_without_a_variable():
    # explain: measured-time
    start = time.monotonic()
    await nap()
    assert time.monotonic() - start < 0.02


async def test_lie_clock_of_the_loop():
    # explain: measured-time
    loop = asyncio.get_running_loop()
    start = loop.time()
    await nap()
    took = loop.time() - start
    assert took == 0.02


async def test_lie_far_off():
    start = time.perf_counter()
    await nap()
    assert time.perf_counter() - start > 5


async def test_lie_no_clock():
    limit = 0.02
    assert limit > 0.0201


@pytest.mark.virtual_time
async def test_honest_virtual_time():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await nap()
    assert loop.time() - start == pytest.approx(0.02)
