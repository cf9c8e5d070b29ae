import asyncio

import pytest

freezegun = pytest.importorskip("freezegun")


@freezegun.freeze_time("2024-01-01")
@pytest.mark.asyncio
async def test_lie_sleeps_on_a_frozen_clock():
    await asyncio.sleep(0.01)  # lie: hung-test


@freezegun.freeze_time("2024-01-01", real_asyncio=True)
@pytest.mark.asyncio
async def test_honest_clock_of_its_own_for_asyncio():
    await asyncio.sleep(0.01)


@pytest.mark.asyncio
async def test_honest_next():
    await asyncio.sleep(0.01)
