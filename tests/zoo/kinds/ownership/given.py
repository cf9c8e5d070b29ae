import asyncio

import pytest

hypothesis = pytest.importorskip("hypothesis")
quick = hypothesis.settings(max_examples=5, deadline=None, database=None)
whole = hypothesis.strategies.integers()


async def forever():
    await asyncio.sleep(3600)


@pytest.mark.asyncio
@quick
@hypothesis.given(whole)
async def test_honest_given(number):
    task = asyncio.create_task(asyncio.sleep(0, number))
    assert await task == number


@pytest.mark.asyncio
@quick
@hypothesis.given(whole)
async def test_lie_given(number):
    asyncio.create_task(forever())  # lie: leaked-task
    await asyncio.sleep(0)


@quick
@hypothesis.given(whole)
def test_honest_sync(number):
    assert asyncio.run(asyncio.sleep(0, number)) == number


@pytest.mark.asyncio
async def test_honest_after():
    assert len(asyncio.all_tasks()) == 1
