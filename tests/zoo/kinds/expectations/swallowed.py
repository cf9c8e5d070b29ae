# run: -o asyncio_mode=auto
import asyncio
import contextlib
import logging
from unittest.mock import AsyncMock, MagicMock

import pytest


class Session:
    def __init__(self, verdict=None):
        self.verdict = verdict
        self.is_closed = False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.is_closed = True
        return self.verdict


@contextlib.asynccontextmanager
async def careless():
    try:
        yield
    except Exception:
        pass


@contextlib.asynccontextmanager
async def careful():
    try:
        yield
    finally:
        await asyncio.sleep(0)


async def answer():
    await asyncio.sleep(0)
    return 500


async def test_lie_mocked_exit():
    # lie: mock-swallows
    session = MagicMock()
    session.__aexit__ = AsyncMock()
    async with session:
        assert await answer() == 200  # lie: swallowed-assertion


async def test_lie_true_exit():
    async with Session(True) as session:
        assert await answer() == 200  # lie: swallowed-assertion
    assert session.is_closed


async def test_lie_context_manager_function():
    async with careless():
        assert await answer() == 200  # lie: swallowed-assertion


async def test_lie_suppress():
    with contextlib.suppress(Exception):
        assert await answer() == 200  # lie: swallowed-assertion


async def test_lie_except_exception():
    try:
        assert await answer() == 200  # lie: swallowed-assertion
    except Exception:
        pass


async def test_lie_bare_except():
    try:
        assert await answer() == 200  # lie: swallowed-assertion
    except:
        pass


async def test_lie_in_a_helper():
    async def check():
        assert await answer() == 200  # lie: swallowed-assertion test_lie_in_a_helper

    async with Session(True):
        await check()


async def test_lie_within_other_blocks():
    async with Session(True):
        async with careful():
            async with Session(None):
                assert await answer() == 200  # lie: swallowed-assertion


def test_lie_in_a_sync_test():
    async def main():
        async with Session(True):
            assert await answer() == 200  # lie: swallowed-assertion test_lie_in_a_sync_test

    asyncio.run(main())


async def test_lie_fails_by_itself():
    async with Session(None):
        assert await answer() == 200


async def test_honest_mock():
    async with MagicMock():
        assert await answer() == 500


async def test_honest_expected():
    with pytest.raises(AssertionError):
        assert await answer() == 200


async def test_honest_tries_again():
    numbers = iter([1, 2, 3])
    for _ in range(5):
        try:
            assert next(numbers) == 3
            break
        except AssertionError:
            await asyncio.sleep(0)


async def test_honest_tries_again_after_anything():
    numbers = iter([1, 2, 3])
    while True:
        try:
            assert next(numbers) == 3
        except Exception:
            await asyncio.sleep(0)
        else:
            break


async def eventually(check):
    for _ in range(10):
        try:
            return check()
        except AssertionError:
            await asyncio.sleep(0)
    return check()


async def test_honest_eventually():
    numbers = []

    def check():
        numbers.append(1)
        assert len(numbers) > 2

    await eventually(check)


async def test_honest_errors_are_collected():
    errors = []
    try:
        assert await answer() == 200
    except Exception as error:
        errors.append(error)
    assert len(errors) == 1


async def test_honest_suppressed_by_name():
    with contextlib.suppress(AssertionError):
        assert await answer() == 200


async def test_honest_gathered():
    async def check():
        assert await answer() == 200

    (result,) = await asyncio.gather(check(), return_exceptions=True)
    assert isinstance(result, AssertionError)


def test_honest_subtests(subtests):
    with subtests.test("fine"):
        assert asyncio.run(answer()) == 500


@pytest.mark.xfail(strict=True, reason="known")
async def test_honest_known_to_fail():
    async with careful():
        assert await answer() == 200


class Shop:
    """Code under test that catches everything."""

    def __init__(self, store=None):
        self.store = store
        self.listeners = []

    async def order(self, what):
        try:
            return await self.store.save(what)
        except Exception:
            return None

    def tell(self, what):
        for listener in self.listeners:
            try:
                listener(what)
            except Exception:
                logging.getLogger("shop").exception("a listener failed")

    async def careful_order(self, what):
        try:
            return await self.store.save(what)
        except OSError:
            return None


async def test_lie_assertion_of_a_fake():
    async def save(what):
        assert what == "tea"  # lie: swallowed-assertion test_lie_assertion_of_a_fake

    store = AsyncMock()
    store.save.side_effect = save
    assert await Shop(store).order("milk") is None


async def test_lie_assertion_of_a_listener():
    def listener(what):
        assert what == "tea"  # lie: swallowed-assertion test_lie_assertion_of_a_listener

    shop = Shop()
    shop.listeners.append(listener)
    shop.tell("milk")


async def test_lie_only_printed():
    try:
        assert await answer() == 200  # lie: swallowed-assertion
    except Exception as error:
        print(error)


async def test_lie_return_in_finally():
    async def ask():
        try:
            assert await answer() == 200  # lie: swallowed-assertion test_lie_return_in_finally
        finally:
            return 3

    assert await ask() == 3


async def test_lie_gathered_and_dropped():
    async def check(number):
        await asyncio.sleep(0)
        assert number == 2  # lie: swallowed-assertion test_lie_gathered_and_dropped

    await asyncio.gather(check(1), check(2), return_exceptions=True)


async def test_lie_in_a_task_that_is_waited_for():
    async def check():
        assert await answer() == 200  # lie: swallowed-assertion test_lie_in_a_task_that_is_waited_for

    task = asyncio.create_task(check())
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)
    except Exception:
        pass


async def test_lie_in_a_task_that_is_only_cancelled():
    seen = []

    async def consume(queue):
        seen.append(await queue.get())
        assert seen == ["tea"]  # lie: swallowed-assertion test_lie_in_a_task_that_is_only_cancelled

    queue = asyncio.Queue()
    task = asyncio.create_task(consume(queue))
    queue.put_nowait("milk")
    while not seen:
        await asyncio.sleep(0)
    task.cancel()


async def test_honest_fake_fails_on_purpose():
    async def save(what):
        assert False, "no connection"

    store = AsyncMock()
    store.save.side_effect = save
    assert await Shop(store).order("milk") is None


async def test_honest_fake_is_right():
    async def save(what):
        assert what == "milk"
        return 7

    store = AsyncMock()
    store.save.side_effect = save
    assert await Shop(store).order("milk") == 7
    with pytest.raises(OSError, match="full"):
        raise OSError("full")
    store.save.side_effect = OSError
    assert await Shop(store).careful_order("milk") is None


async def test_honest_log_of_a_listener(caplog):
    def listener(what):
        assert what == "tea"

    shop = Shop()
    shop.listeners.append(listener)
    shop.tell("milk")
    assert "a listener failed" in caplog.text


async def test_honest_printed_and_read(capsys):
    try:
        assert await answer() == 200
    except Exception as error:
        print(error)
    assert "500" in capsys.readouterr().out


async def test_honest_said_by_a_predicate():
    def is_ready(number):
        try:
            assert number > 2
            return True
        except Exception:
            return False

    assert not is_ready(1)
    assert is_ready(3)


async def test_honest_gathered_and_asked_later():
    async def check():
        assert await answer() == 200

    task = asyncio.create_task(check())
    await asyncio.gather(task, return_exceptions=True)
    assert isinstance(task.exception(), AssertionError)


async def test_honest_error_asked_for_before_cancel():
    async def check():
        assert await answer() == 200

    task = asyncio.create_task(check())
    await asyncio.wait([task])
    assert "500" in str(task.exception())
    task.cancel()


async def test_honest_expected_of_a_task():
    async def check():
        assert await answer() == 200

    task = asyncio.create_task(check())
    with pytest.raises(AssertionError):
        await task
    task.cancel()


async def test_honest_finally_without_return():
    async def ask():
        number = 0
        try:
            number = await answer()
            assert number == 500
        finally:
            await asyncio.sleep(0)
        return number

    assert await ask() == 500


async def test_honest_goes_another_way():
    async def first():
        assert await answer() == 200

    async def ask():
        try:
            return await first()
        except Exception:
            logging.getLogger("shop").warning("another way")
        return await answer()

    assert await ask() == 500


async def test_honest_attempts():
    calls = []

    def attempt(function):
        try:
            return function()
        except Exception:
            return None

    def check():
        calls.append(1)
        assert len(calls) > 2
        return True

    while not attempt(check):
        await asyncio.sleep(0)
