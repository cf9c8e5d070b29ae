import asyncio

import pytest

KEPT = []


async def fetch(number=1):
    await asyncio.sleep(0)
    return number


@pytest.mark.asyncio
async def test_lie_discarded():
    fetch()  # lie: never-awaited


@pytest.mark.asyncio
async def test_honest_awaited():
    assert await fetch() == 1


@pytest.mark.asyncio
async def test_lie_kept_in_a_global():
    KEPT.append(fetch())  # lie: never-awaited


def test_lie_kept_in_a_cycle():
    ring = [fetch()]  # lie: never-awaited
    ring.append(ring)


def test_honest_sync_test_that_drives_a_loop():
    assert asyncio.run(fetch()) == 1


@pytest.fixture(scope="module")
def prepared():
    coroutine = fetch(2)
    yield coroutine
    asyncio.run(coroutine)


def test_honest_wide_fixture_first(prepared):
    assert prepared


def test_honest_wide_fixture_second(prepared):
    assert prepared
