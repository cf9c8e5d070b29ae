# run: -o asyncio_mode=auto
import asyncio
import logging
from unittest.mock import AsyncMock

import pytest

import asyncproof


async def answer():
    await asyncio.sleep(0)
    return 500


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


class Attempt:
    done = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, frames):
        self.done = kind is None
        return kind is not None


async def test_honest_attempt_after_attempt():
    seen = []
    for attempt in (Attempt() for _ in range(5)):
        with attempt:
            seen.append(attempt)
            assert len(seen) == 3
        if attempt.done:
            break
    assert len(seen) == 3


class Breaker:
    failures = 0

    async def call(self, function):
        try:
            await function()
        except Exception:
            self.failures += 1


async def answers():
    return []


async def asks():
    assert await answers(), "nothing there"


async def test_honest_breaker_counts():
    breaker = Breaker()
    await breaker.call(asks)
    assert breaker.failures == 1


async def test_honest_health_by_a_flag():
    async def is_healthy(check):
        healthy = True
        try:
            await check()
        except Exception:
            healthy = False
        return healthy

    assert not await is_healthy(asks)


async def test_lie_flag_that_nobody_reads():
    try:
        assert await answers()  # lie: swallowed-assertion
    except Exception:
        healthy = False


async def test_lie_same_session_in_a_loop():
    session = Attempt()
    for _ in range(2):
        with session:
            assert await answers()  # lie: swallowed-assertion


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None


async def in_a_session():
    async with Session():
        assert await answers(), "nothing there"


def test_honest_raises_around_a_run():
    with pytest.raises(AssertionError):
        asyncproof.run(in_a_session())


def test_honest_explored():
    assert asyncproof.explore(in_a_session, runs=1).failure is not None
