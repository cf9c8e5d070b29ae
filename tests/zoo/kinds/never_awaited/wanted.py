# run: -o asyncio_mode=auto
import asyncio
import gc
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest


async def fetch(number=1):
    await asyncio.sleep(0)
    return number


def drop():
    fetch()
    gc.collect()


def test_honest_warns():
    with pytest.warns(RuntimeWarning, match="never awaited"):
        drop()


def test_honest_warns_of_a_kind():
    with pytest.warns(RuntimeWarning):
        drop()


def test_honest_warns_base_class():
    with pytest.warns(Warning, match="fetch"):
        drop()


def test_lie_warns_of_something_else():
    with pytest.warns(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        fetch()  # lie: never-awaited


def test_honest_recwarn(recwarn):
    drop()
    assert "never awaited" in str(recwarn.pop(RuntimeWarning).message)


def test_honest_catch_warnings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        drop()
    assert len(caught) == 1


def test_honest_showwarning(monkeypatch):
    shown = []
    monkeypatch.setattr(warnings, "showwarning", lambda *args, **_: shown.append(args))
    drop()
    assert len(shown) == 1


@pytest.mark.filterwarnings("ignore:coroutine 'fetch' was never awaited:RuntimeWarning")
def test_honest_filter_with_the_words():
    drop()


@pytest.mark.filterwarnings("ignore:coroutine 'other' was never awaited:RuntimeWarning")
def test_lie_filter_with_other_words():
    fetch()  # lie: never-awaited


async def test_honest_closes_it():
    coroutine = fetch()
    assert asyncio.iscoroutine(coroutine)
    coroutine.close()


async def test_honest_task_cancelled_before_it_began():
    task = asyncio.create_task(fetch())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_honest_task_cancelled_and_gathered():
    tasks = [asyncio.create_task(fetch(number)) for number in range(3)]
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(result, asyncio.CancelledError) for result in results)


async def test_honest_awaited_later():
    coroutine = fetch(2)
    await asyncio.sleep(0)
    assert await coroutine == 2


async def test_honest_ensure_future():
    assert await asyncio.ensure_future(fetch()) == 1


async def test_honest_other_loop_in_a_thread():
    with ThreadPoolExecutor(1) as pool:
        assert await asyncio.get_running_loop().run_in_executor(pool, asyncio.run, fetch()) == 1


async def test_honest_run_coroutine_threadsafe():
    loop = asyncio.get_running_loop()

    def call():
        return asyncio.run_coroutine_threadsafe(fetch(3), loop).result(10)

    assert await asyncio.to_thread(call) == 3


@pytest.mark.parametrize("coroutine", [fetch(4)])
async def test_honest_made_at_collection(coroutine):
    assert await coroutine == 4


def test_honest_inspects_it():
    coroutine = fetch()
    try:
        assert coroutine.cr_frame is not None
    finally:
        coroutine.close()


async def test_honest_async_with_timeout():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.01)


async def test_honest_zero_timeout():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(fetch(), 0)


async def test_honest_as_completed():
    assert sorted([await one for one in asyncio.as_completed([fetch(1), fetch(2)])]) == [1, 2]


async def test_honest_as_completed_breaks():
    tasks = [asyncio.create_task(fetch(1)), asyncio.create_task(fetch(2))]
    for one in asyncio.as_completed(tasks):
        await one
        break
    await asyncio.gather(*tasks)
