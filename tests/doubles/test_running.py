from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest

import asyncproof
from asyncproof import FakeError, fake, when
from asyncproof.doubles import UnconfiguredCall, WrongResult
from tests.doubles.shop import Job, Numbers, Rows, Transaction, User, Users


@pytest.mark.asyncio
async def test_every_async_call_gives_the_loop_a_turn() -> None:
    """Two tasks that read, ask a fake and write back lose an update, as with the real thing."""
    users = fake(Users)
    stored = 0

    async def add() -> None:
        nonlocal stored
        read = stored
        await users.save(User())
        stored = read + 1

    await asyncio.gather(add(), add())
    assert stored == 1


def test_latency_is_time_of_the_loop() -> None:
    """Under virtual time, a slow fake takes no time, and a timeout of the code under test fires."""
    users = fake(Users)
    when(users.get, latency=5)(1).returns(None)
    when(users.get, latency=20)(2).returns(None)
    when(users.rows, latency=3).yields(1, 2)
    when(users.begin, latency=1).enters(User())

    async def use() -> float:
        loop = asyncio.get_running_loop()
        start = loop.time()
        await users.get(1)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(users.get(2), 10)
        assert [row async for row in users.rows()] == [1, 2]
        async with users.begin():
            pass
        return loop.time() - start

    assert asyncproof.run(use()) == 5 + 10 + 9 + 2


@pytest.mark.asyncio
async def test_async_iteration() -> None:
    """Items are yielded in every iteration anew, and then an error if there is one."""
    users = fake(Users)
    when(users.rows)(1).yields(1, 2)
    when(users.rows)(2).yields(1, error=OSError("cut"))
    assert [row async for row in users.rows()] == [row async for row in users.rows(batch=1)] == [1, 2]
    seen = []
    with pytest.raises(OSError, match="cut"):
        async for row in users.rows(2):
            seen.append(row)  # noqa: PERF401 - what came before the error counts
    assert seen == [1]


@pytest.mark.asyncio
async def test_iteration_by_a_function() -> None:
    """A function may be an async generator, return a list, or be async and return one."""
    users = fake(Users)

    async def stream(batch: int) -> AsyncIterator[int]:
        yield batch

    async def later(batch: int) -> list[int]:
        return [batch, batch]

    when(users.rows)(1).runs(stream)
    when(users.rows)(2).runs(later)
    when(users.rows)(3).runs(lambda batch: [batch])
    when(users.rows)(4).runs(lambda batch: ["x"])
    when(users.names).runs(lambda: ["a", "b"])
    assert [row async for row in users.rows(1)] == [1]
    assert [row async for row in users.rows(2)] == [2, 2]
    assert [row async for row in users.rows(3)] == [3]
    assert list(users.names()) == ["a", "b"]
    with pytest.raises(WrongResult, match=r"Users.rows yields int, and was told 'x'"):
        [row async for row in users.rows(4)]


@pytest.mark.asyncio
async def test_iterating_without_a_word_is_an_error() -> None:
    """No item is made up, and no item is not what a fake takes for granted."""
    users = fake(Users)
    with pytest.raises(UnconfiguredCall, match=r"do: when\(users.rows\).yields\(<int>, ...\)"):
        [row async for row in users.rows()]
    with pytest.raises(UnconfiguredCall):
        list(users.names())


@pytest.mark.asyncio
async def test_what_is_its_own_iterator() -> None:
    """Of an iterator the next item is told; it ends, and can be gone through again."""
    rows, numbers = fake(Rows), fake(Numbers)
    when(rows.__anext__).yields(1, 2)
    when(numbers.__next__).yields(3, error=OSError("cut"))
    assert [row async for row in rows] == [row async for row in rows] == [1, 2]
    with pytest.raises(OSError, match="cut"):
        list(numbers)
    single = fake(Rows)
    when(single.__aiter__).yields(7)
    assert [row async for row in single] == [7]
    other = fake(Numbers)
    when(other.__next__, times=1).returns(5)
    assert next(other) == 5


@pytest.mark.asyncio
async def test_contexts_let_exceptions_through() -> None:
    """Both kinds of context manager give what was told, and swallow nothing."""
    users = fake(Users)
    ada = User()
    when(users.begin).enters(ada)
    when(users.locked).enters(3)
    with pytest.raises(ValueError, match="own"):
        async with users.begin() as user:
            assert user is ada
            raise ValueError("own")
    with pytest.raises(ValueError, match="own"), users.locked() as number:
        assert number == 3
        raise ValueError("own")
    async with users as itself:
        assert itself is users
    with pytest.raises(ValueError, match="own"):
        async with users:
            raise ValueError("own")


@pytest.mark.asyncio
async def test_contexts_by_a_function() -> None:
    """What is entered may be made by a function, async where the context is; it is checked, too."""
    users = fake(Users)

    async def user() -> User:
        return User("Eve")

    when(users.begin, times=1).runs(user)
    when(users.locked, times=1).runs(lambda: 4)
    async with users.begin() as entered:
        assert entered.name == "Eve"
    with users.locked() as number:
        assert number == 4
    when(users.locked).runs(lambda: "x")
    with pytest.raises(WrongResult), users.locked():
        pass
    when(users.begin).raises(ConnectionError)
    with pytest.raises(ConnectionError):
        async with users.begin():
            pass


@contextlib.contextmanager
def _five() -> Any:
    yield 5


def test_a_given_context_manager() -> None:
    """A context manager of the test's own may be given in place of what it enters."""
    users = fake(Users)
    when(users.locked).returns(_five())
    with users.locked() as number:
        assert number == 5


@pytest.mark.asyncio
async def test_an_exit_may_be_told_to_swallow() -> None:
    """Only who says so has exceptions swallowed."""
    transaction = fake(Transaction)
    when(transaction.__aexit__).returns(True)
    async with transaction:
        raise ValueError("lost")


@pytest.mark.asyncio
async def test_async_functions_for_async_methods_only() -> None:
    """A function that is run may be async where the real one is; elsewhere it is refused."""
    users = fake(Users)

    async def one() -> int:
        return 1

    async def nobody(number: int) -> None:
        return None

    when(users.get).runs(nobody)
    when(users.count).runs(one)
    assert await users.get(1) is None
    with pytest.raises(WrongResult, match=r"Users.count is not async, and was told to run an async function"):
        users.count()


class Redis:
    def get(self, key: str) -> Awaitable[bytes] | bytes:
        raise NotImplementedError


@pytest.mark.asyncio
async def test_functions_that_may_be_async() -> None:
    """Where the annotation allows something to await, an async function may be run."""
    redis = fake(Redis)

    async def get(key: str) -> bytes:
        return key.encode()

    when(redis.get).runs(get)
    found = redis.get("a")
    assert not isinstance(found, bytes)
    assert await found == b"a"


@pytest.mark.asyncio
async def test_what_functions_give_is_checked() -> None:
    """A function of the test lies no more than a value does."""
    users = fake(Users)
    when(users.get).runs(lambda number: 3)
    when(users.count).runs(lambda: "x")
    with pytest.raises(WrongResult, match="was told 3 of type int"):
        await users.get(1)
    with pytest.raises(FakeError, match="was told 'x' of type str"):
        users.count()


@pytest.mark.asyncio
async def test_what_is_awaited_itself() -> None:
    """An object that is awaited gives what it was told."""
    job = fake(Job)
    when(job.__await__).returns("done")
    assert await job == "done"


@pytest.mark.asyncio
async def test_an_error_is_raised_anew_each_time() -> None:
    """The same exception does not grow from call to call."""
    users = fake(Users)
    error = OSError("down")
    when(users.get).raises(error)
    lengths = []
    for _ in range(3):
        with pytest.raises(OSError, match="down") as caught:
            await users.get(1)
        lengths.append(len(caught.traceback))
    assert len(set(lengths)) == 1
