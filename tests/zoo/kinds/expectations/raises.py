# run: -o asyncio_mode=auto
import asyncio
import contextlib
from dataclasses import dataclass
from typing import NamedTuple
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest


class SoldOut(Exception):
    pass


class Store:
    items = ("apple",)

    async def reserve(self, item, *, count=1):
        await asyncio.sleep(0)
        if item not in self.items:
            raise SoldOut(item)
        return count


class Point(NamedTuple):
    x: int


@dataclass(frozen=True)
class Frozen:
    x: int


async def order(store, item):
    return await store.reserve(item)


async def never():
    await asyncio.Event().wait()


async def test_lie_mock_that_cannot_be_awaited():
    with pytest.raises(Exception):
        await order(Mock(), "apple")  # lie: wrong-raises


async def test_lie_mock_and_a_type_error():
    with pytest.raises(TypeError):
        await order(MagicMock(), "apple")  # lie: wrong-raises


async def test_lie_attribute_of_a_coroutine():
    coroutine = order(Store(), "apple")
    with pytest.raises(AttributeError):
        coroutine.total  # lie: wrong-raises
    await coroutine


async def test_lie_misspelled_method():
    with pytest.raises(Exception):
        await Store().reverse("pear")  # lie: wrong-raises


async def test_lie_misspelled_name():
    with pytest.raises(Exception):
        await order(sotre, "pear")  # lie: wrong-raises


async def test_lie_wrong_argument():
    with pytest.raises(Exception):
        await Store().reserve("pear", amount=2)  # lie: wrong-raises


async def test_lie_missing_argument():
    with pytest.raises(Exception):
        await Store().reserve()  # lie: wrong-raises


async def test_lie_assertion_inside():
    with pytest.raises(Exception):
        assert await order(Store(), "apple") == 2  # lie: wrong-raises


async def test_lie_pytest_fail_inside():
    with pytest.raises(BaseException):
        await order(Store(), "apple")
        pytest.fail("not sold out")  # lie: wrong-raises


async def test_lie_own_time_limit():
    with pytest.raises(Exception):
        await asyncio.wait_for(never(), 0.01)  # lie: wrong-raises


async def test_lie_loop_error():
    async def use():
        asyncio.run(never.__call__())

    with pytest.raises(Exception):
        asyncio.get_running_loop().run_until_complete(None)  # lie: wrong-raises


async def test_lie_exhausted_mock():
    store = Mock()
    store.reserve = AsyncMock(side_effect=[1])
    await order(store, "apple")
    with pytest.raises(BaseException):
        await order(store, "apple")  # lie: wrong-raises


async def test_lie_mock_without_the_attribute():
    store = Mock(spec=["buy"])
    with pytest.raises(Exception):
        await order(store, "apple")  # lie: wrong-raises


def test_lie_in_a_sync_test():
    with pytest.raises(Exception):
        asyncio.run(order(Mock(), "apple"))  # lie: wrong-raises


async def test_honest_its_own_error():
    with pytest.raises(SoldOut, match="pear"):
        await order(Store(), "pear")


async def test_honest_broad_but_right():
    with pytest.raises(Exception):
        await order(Store(), "pear")


async def test_honest_broad_with_a_message():
    with pytest.raises(Exception, match="can't be (used in 'await'|awaited)"):
        await order(Mock(), "apple")


async def test_honest_the_message_is_looked_for():
    with pytest.raises(TypeError, match="await"):
        await order(Mock(), "apple")


async def test_honest_time_limit():
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(never(), 0.01)


async def test_honest_time_limit_of_the_code():
    async def fetch():
        await asyncio.wait_for(never(), 0.01)

    with pytest.raises(Exception):
        await fetch()


def test_honest_no_loop():
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


def test_honest_read_only():
    with pytest.raises(Exception):
        Point(1).x = 2
    with pytest.raises(Exception):
        Frozen(1).x = 2
    with pytest.raises(Exception):
        Frozen()
    with pytest.raises(AttributeError):
        Frozen(1).y
    with pytest.raises(TypeError):
        Frozen(1, 2, 3)


async def test_honest_error_of_a_mock():
    store = Mock(reserve=AsyncMock(side_effect=SoldOut("apple")))
    with pytest.raises(Exception):
        await order(store, "apple")


async def test_honest_assertion_error_expected():
    mock = AsyncMock()
    with pytest.raises(AssertionError):
        mock.assert_awaited_once()


async def test_honest_bad_name_in_the_code_under_test():
    async def broken():
        return missing

    with pytest.raises(NameError):
        await broken()


async def test_honest_cancelled():
    task = asyncio.create_task(never())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_honest_suppressed():
    with contextlib.suppress(SoldOut):
        await order(Store(), "pear")


@pytest.mark.asyncproof(wrong_raises="off")
async def test_honest_does_not_mind():
    with pytest.raises(Exception):
        await order(Mock(), "apple")
