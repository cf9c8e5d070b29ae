# run: -o asyncio_mode=auto
import asyncio
from unittest.mock import AsyncMock, MagicMock, Mock, call, create_autospec, patch

import pytest


class Client:
    async def fetch(self, url):
        raise NotImplementedError

    async def rows(self):
        yield 1

    def close(self, *, force=False):
        raise NotImplementedError

    @staticmethod
    def parse(text):
        raise NotImplementedError

    @classmethod
    async def connect(cls, host, port=80):
        raise NotImplementedError


async def total(rows):
    return sum([row async for row in rows])


# ---------------------------------------------------------------- exits


async def test_lie_exit_swallows_an_assertion():
    transaction = MagicMock()
    transaction.__aexit__ = AsyncMock()
    async with transaction:
        assert 1 + 1 == 3  # lie: mock-swallows
        assert 1 + 1 == 2  # never reached
    # lie: swallowed-assertion test_lie_exit_swallows_an_assertion


async def test_lie_exit_swallows_an_error():
    session = AsyncMock()
    session.__aexit__ = AsyncMock()
    async with session:
        raise ValueError("lost")  # lie: mock-swallows


async def test_lie_exit_of_a_class():
    class Fake:
        __aenter__ = AsyncMock()
        __aexit__ = AsyncMock()

    async with Fake():
        raise ValueError("lost")  # lie: mock-swallows


async def test_lie_sync_exit():
    lock = MagicMock()
    lock.__exit__ = Mock()
    with lock:
        raise ValueError("lost")  # lie: mock-swallows


async def test_lie_exit_of_a_result():
    client = MagicMock()
    client.begin.return_value.__aenter__ = AsyncMock()
    client.begin.return_value.__aexit__ = AsyncMock()
    async with client.begin():
        assert not client.begin.called  # lie: mock-swallows
        assert client.begin.called  # never reached
    # lie: swallowed-assertion test_lie_exit_of_a_result


async def test_honest_exit_that_saw_no_exception():
    transaction = MagicMock()
    transaction.__aexit__ = AsyncMock()
    async with transaction:
        assert 1 + 1 == 2
    transaction.__aexit__.assert_awaited_once()


async def test_honest_exit_with_a_result():
    transaction = MagicMock()
    transaction.__aexit__ = AsyncMock(return_value=None)
    with pytest.raises(ValueError, match="seen"):
        async with transaction:
            raise ValueError("seen")


async def test_honest_exit_by_default():
    transaction = MagicMock()
    with pytest.raises(ValueError, match="seen"):
        async with transaction:
            raise ValueError("seen")


async def test_honest_exit_that_is_meant_to_swallow():
    suppress = MagicMock()
    suppress.__aexit__ = AsyncMock(return_value=True)
    async with suppress:
        raise ValueError("meant")
    suppress.__aexit__.assert_awaited_once()


# ---------------------------------------------------------------- async for


async def test_lie_yields_nothing():
    # lie: mock-yields-nothing
    assert await total(MagicMock()) == 0


async def test_lie_result_yields_nothing():
    # lie: mock-yields-nothing
    client = MagicMock()
    async for _ in client.rows():
        pass


async def test_lie_autospec_yields_nothing():
    # lie: mock-yields-nothing
    client = create_autospec(Client, instance=True)
    async for _ in client.rows():
        raise AssertionError


async def test_lie_spec_yields_nothing():
    # lie: mock-yields-nothing
    client = MagicMock(spec=Client)
    assert await total(client.rows()) == 0


async def test_honest_yields_what_it_was_told():
    rows = MagicMock()
    rows.__aiter__.return_value = [1, 2, 3]
    assert await total(rows) == 6


async def test_honest_yields_nothing_on_purpose():
    rows = MagicMock()
    rows.__aiter__.return_value = []
    assert await total(rows) == 0


async def test_honest_result_yields():
    client = MagicMock(spec=Client)
    client.rows.return_value.__aiter__.return_value = [1]
    assert await total(client.rows()) == 1


async def test_honest_yields_by_side_effect():
    async def rows():
        yield 4

    client = MagicMock(spec=Client)
    client.rows.side_effect = rows
    assert await total(client.rows()) == 4


# ---------------------------------------------------------------- calls


async def test_lie_unknown_keyword():
    # lie: mock-wrong-call
    client = MagicMock(spec=Client)
    await client.fetch("/", timeout=3)


async def test_lie_too_many():
    # lie: mock-wrong-call
    client = AsyncMock(spec=Client)
    await client.fetch("/", 3)


async def test_lie_too_few():
    # lie: mock-wrong-call
    client = AsyncMock(spec_set=Client())
    await client.fetch()


async def test_lie_positional():
    # lie: mock-wrong-call
    client = MagicMock(spec=Client)
    client.close(True)


async def test_lie_static():
    # lie: mock-wrong-call
    client = MagicMock(spec=Client)
    client.parse()


async def test_honest_calls():
    client = MagicMock(spec=Client)
    await client.fetch("/")
    await client.fetch(url="/")
    client.close(force=True)
    client.parse("x")
    await client.connect("host", port=1)
    assert client.mock_calls[0] == call.fetch("/")


async def test_honest_calls_without_spec():
    client = AsyncMock()
    await client.fetch("/", 1, 2, three=3)


async def test_honest_autospec():
    client = create_autospec(Client, instance=True)
    await client.fetch("/")
    with pytest.raises(TypeError):
        await client.fetch("/", timeout=3)


# ---------------------------------------------------------------- assertions


async def test_lie_not_called():
    send = AsyncMock()
    send.assert_awaited_once  # lie: mock-asserts-nothing


async def test_lie_not_called_in_assert():
    send = AsyncMock()
    await send(1)
    assert send.assert_awaited_with  # lie: mock-asserts-nothing


async def test_lie_attribute_not_called():
    client = MagicMock()
    client.close.assert_called_once  # lie: mock-asserts-nothing


async def test_lie_awaited():
    send = AsyncMock()
    assert send.awaited  # lie: mock-asserts-nothing


async def test_lie_has_awaits():
    send = MagicMock()
    send.has_awaits([call(1)])  # lie: mock-asserts-nothing


async def test_lie_awaited_once_with():
    send = MagicMock()
    assert send.awaited_once_with(1)  # lie: mock-asserts-nothing


async def test_honest_assertions():
    send = AsyncMock()
    await send(1)
    send.assert_awaited_once_with(1)
    assert send.called
    assert send.await_count == 1
    send.assert_has_awaits([call(1)])


async def test_honest_assertion_as_a_value():
    send = AsyncMock()
    await send(1)
    check = send.assert_awaited_once
    check()


async def test_honest_patch():
    with patch.object(Client, "fetch", autospec=True) as fetch:
        await Client().fetch("/")
    fetch.assert_awaited_once()


async def test_honest_many_mocks():
    client = AsyncMock()
    client.get.return_value.json = Mock(return_value={"a": 1})
    response = await client.get("/")
    assert response.json() == {"a": 1}
    async with client as same:
        assert same is not None
    await asyncio.sleep(0)


def test_honest_sync_mock():
    service = Mock()
    service.run(1)
    service.run.assert_called_once_with(1)


async def test_lie_no_assertion_of_an_async_mock():
    client = AsyncMock()
    await client.charge(1)
    assert client.charge.awaited_once_with("x")  # lie: mock-asserts-nothing


async def test_lie_no_assertion_alone():
    client = AsyncMock()
    await client.charge(1)
    client.charge.has_awaits([])  # lie: mock-asserts-nothing


async def test_lie_no_assertion_awaited():
    client = AsyncMock()
    await client.charge(1)
    assert await client.charge.awaited_once_with(2)  # lie: mock-asserts-nothing


async def test_lie_no_assertion_beside_another():
    client = AsyncMock()
    await client.charge(1)
    assert client and client.charge.awaited_once_with(2)  # lie: mock-asserts-nothing


async def test_lie_no_assertion_in_a_variable():
    client = AsyncMock()
    await client.charge(1)
    is_called = client.charge.awaited_once_with(2)  # lie: never-awaited
    assert is_called


async def test_honest_assertion_of_an_async_mock():
    client = AsyncMock()
    await client.charge(1)
    client.charge.assert_called_once_with(1)
    client.charge.assert_awaited_once_with(1)
