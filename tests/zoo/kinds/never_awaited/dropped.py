# run: -o asyncio_mode=auto
import asyncio
import contextlib
import functools
from unittest.mock import AsyncMock, MagicMock, patch

import pytest


async def fetch(number=1):
    await asyncio.sleep(0)
    return number


async def is_ready():
    return False


class Service:
    def __init__(self):
        self.closed = False

    async def close(self):
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.close()


def ignore(*_):
    pass


async def test_lie_truthy_in_if():
    if is_ready():  # lie: never-awaited
        pass


async def test_honest_truthy_in_if():
    if await is_ready():
        raise AssertionError


async def test_lie_assert_is_true():
    assert is_ready()  # lie: never-awaited


async def test_lie_in_f_string():
    assert f"{fetch()}"  # lie: never-awaited


async def test_lie_given_to_what_ignores_it():
    ignore(fetch())  # lie: never-awaited


async def test_honest_given_to_what_runs_it():
    assert await asyncio.gather(fetch(1), fetch(2)) == [1, 2]


async def test_lie_from_a_lambda():
    make = lambda: fetch()  # noqa: E731  # lie: never-awaited
    make()


async def test_honest_from_a_lambda():
    make = lambda: fetch()  # noqa: E731 - as people write it
    assert await make() == 1


async def test_lie_method():
    service = Service()
    service.close()  # lie: never-awaited


async def test_honest_method():
    service = Service()
    await service.close()
    assert service.closed


async def test_lie_enter_not_awaited():
    service = Service()
    service.__aenter__()  # lie: never-awaited


async def test_honest_context_manager():
    async with Service() as service:
        pass
    assert service.closed


async def test_lie_partial():
    functools.partial(fetch, 2)()  # lie: never-awaited


def test_lie_sync_test():
    fetch()  # lie: never-awaited


def test_lie_sync_test_keeps_a_local():
    result = fetch()  # lie: never-awaited
    assert result is not None


class TestInAClass:
    async def test_lie_in_a_class(self):
        fetch()  # lie: never-awaited

    async def test_honest_in_a_class(self):
        assert await fetch() == 1


async def test_lie_under_raises():
    # explain: did-not-raise
    with pytest.raises(ValueError, match="no"):
        fetch()  # lie: never-awaited


async def test_honest_under_raises():
    async def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()


async def test_lie_under_suppress():
    with contextlib.suppress(Exception):
        fetch()  # lie: never-awaited


async def test_lie_wait_for():
    asyncio.wait_for(fetch(), 1)  # lie: never-awaited


async def test_lie_wait_for_with_a_variable():
    work = fetch()
    waiting = asyncio.wait_for(work, 1)  # lie: never-awaited
    assert waiting


async def test_honest_wait_for():
    assert await asyncio.wait_for(fetch(), 1) == 1


async def test_lie_sleep():
    asyncio.sleep(0.1)  # lie: never-awaited


async def test_lie_list_of_coroutines():
    results = [fetch(number) for number in range(3)]  # lie: never-awaited
    assert len(results) == 3


async def test_honest_list_of_coroutines():
    assert await asyncio.gather(*[fetch(number) for number in range(3)]) == [0, 1, 2]


async def test_lie_async_mock():
    client = AsyncMock()
    client.fetch(1)  # lie: never-awaited
    client.fetch.assert_called_once_with(1)


async def test_honest_async_mock():
    client = AsyncMock()
    await client.fetch(1)
    client.fetch.assert_awaited_once_with(1)


async def test_lie_async_mock_in_patch():
    with patch(f"{__name__}.fetch") as mocked:
        fetch(3)  # lie: never-awaited
    mocked.assert_called_once_with(3)


async def test_honest_async_mock_in_patch():
    with patch(f"{__name__}.fetch", return_value=4) as mocked:
        assert await fetch(3) == 4
    mocked.assert_awaited_once_with(3)


async def test_lie_async_mock_autospec():
    with patch(f"{__name__}.fetch", autospec=True):
        fetch(3)  # lie: never-awaited


async def test_lie_async_mock_spec_method():
    service = MagicMock(spec=Service)
    service.close()  # lie: never-awaited


async def test_honest_sync_mock():
    service = MagicMock()
    service.close()
    service.close.assert_called_once_with()


async def helper():
    fetch()  # lie: never-awaited test_lie_in_a_helper


async def test_lie_in_a_helper():
    await helper()


async def test_lie_in_a_task():
    async def work():
        fetch()  # lie: never-awaited

    await asyncio.create_task(work())


async def on_event():  # lie: never-awaited test_lie_in_a_callback
    pass


async def test_lie_in_a_callback():
    asyncio.get_running_loop().call_soon(on_event)
    await asyncio.sleep(0)


async def read():  # lie: never-awaited test_lie_async_function_in_a_thread
    pass


async def test_lie_async_function_in_a_thread():
    await asyncio.to_thread(read)


@pytest.fixture
def sloppy():
    fetch()  # lie: never-awaited test_lie_in_a_fixture
    return 1


def test_lie_in_a_fixture(sloppy):
    assert sloppy


@pytest.fixture
async def sloppy_end():
    yield 1
    fetch()  # lie: never-awaited test_lie_in_the_end_of_a_fixture


async def test_lie_in_the_end_of_a_fixture(sloppy_end):
    assert sloppy_end


@pytest.mark.parametrize("number", [1, 2])
async def test_lie_parametrized(number):
    fetch(number)  # lie: never-awaited


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
async def test_lie_all_warnings_ignored():
    fetch()  # lie: never-awaited


async def test_lie_failing_for_it():
    # explain: compared-coroutine
    assert fetch() == 1  # lie: never-awaited
