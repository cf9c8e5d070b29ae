# run: -o asyncio_mode=auto
import asyncio
import contextlib
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


@pytest.mark.xfail(strict=True, reason="known")
async def test_honest_known_to_fail():
    async with careful():
        assert await answer() == 200
