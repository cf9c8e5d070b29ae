import asyncio
import contextlib
import os
import socket
import time
from time import sleep

import pytest


async def report():
    time.sleep(0.1)  # lie: blocking-call test_lie_time_sleep_in_a_helper
    return 1


@pytest.mark.asyncio
async def test_lie_time_sleep():
    time.sleep(0.1)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_sleep_imported_by_name():
    sleep(0.1)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_time_sleep_in_a_helper():
    assert await report() == 1


@pytest.mark.asyncio
async def test_honest_asyncio_sleep():
    await asyncio.sleep(0.1)


@pytest.mark.asyncio
async def test_lie_computes():
    end = time.thread_time() + 0.4
    while time.thread_time() < end:  # lie: slow-step
        pass


@pytest.mark.asyncio
async def test_honest_sleeps_in_a_thread():
    await asyncio.to_thread(time.sleep, 0.1)


def test_honest_sync_sleep():
    time.sleep(0.1)


@pytest.mark.asyncio
async def test_honest_addresses_that_are_known():
    socket.gethostbyname("localhost")
    socket.gethostbyname("127.0.0.1")
    socket.getaddrinfo(None, 80)
    socket.getaddrinfo(b"::1", 80)


@pytest.mark.asyncio
async def test_lie_looks_up_a_name():
    with contextlib.suppress(OSError):
        socket.gethostbyname("nowhere.invalid")  # lie: blocking-call


def test_honest_command_without_a_loop():
    os.system("true")
