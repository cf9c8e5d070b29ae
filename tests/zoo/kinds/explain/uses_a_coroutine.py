# run: -p no:asyncproof-guards -W ignore
import asyncio
import json
from unittest.mock import AsyncMock

import pytest


async def fetch(number=1):
    await asyncio.sleep(0)
    return {"number": number, "tags": [number]}


class Repository:
    async def find(self, key):
        await asyncio.sleep(0)
        return {"key": key}

    async def size(self):
        return 1


class Service:
    def __init__(self):
        self.repository = Repository()

    async def name(self):
        row = self.repository.find(1)
        return row["key"]


def first_tag(user):
    return user["tags"][0]


@pytest.mark.asyncio
async def test_lie_subscript():  # explain: coroutine-not-awaited
    assert fetch()["number"] == 1


@pytest.mark.asyncio
async def test_lie_attribute():  # explain: coroutine-not-awaited
    reply = fetch()
    assert reply.items()


@pytest.mark.asyncio
async def test_lie_length():  # explain: coroutine-not-awaited
    assert len(fetch()) == 2


@pytest.mark.asyncio
async def test_lie_loop():  # explain: coroutine-not-awaited
    for key in fetch():
        assert key


@pytest.mark.asyncio
async def test_lie_comprehension():  # explain: coroutine-not-awaited
    reply = fetch()
    assert [key for key in reply]


@pytest.mark.asyncio
async def test_lie_unpacking():  # explain: coroutine-not-awaited
    number, tags = fetch()


@pytest.mark.asyncio
async def test_lie_membership():  # explain: coroutine-not-awaited
    assert "number" in fetch()


@pytest.mark.asyncio
async def test_lie_call():  # explain: coroutine-not-awaited
    fetch()()


@pytest.mark.asyncio
async def test_lie_order():  # explain: coroutine-not-awaited
    assert fetch() > 5


@pytest.mark.asyncio
async def test_lie_sum():  # explain: coroutine-not-awaited
    total = 1 + fetch()


@pytest.mark.asyncio
async def test_lie_json():  # explain: coroutine-not-awaited
    json.dumps({"reply": fetch()})


@pytest.mark.asyncio
async def test_lie_int():  # explain: coroutine-not-awaited
    int(fetch())


@pytest.mark.asyncio
async def test_lie_keywords():  # explain: coroutine-not-awaited
    dict(**fetch())


@pytest.mark.asyncio
async def test_lie_inside_the_code_under_test():  # explain: coroutine-not-awaited
    assert await Service().name() == 1


@pytest.mark.asyncio
async def test_lie_handed_to_a_helper():  # explain: coroutine-not-awaited
    assert first_tag(fetch()) == 1


def test_lie_in_a_sync_test():  # explain: coroutine-not-awaited
    assert fetch()["number"] == 1


@pytest.fixture
def user():
    return fetch(7)


@pytest.mark.asyncio
async def test_lie_from_a_sync_fixture(user):  # explain: coroutine-not-awaited
    assert user["number"] == 7


class TestInClass:
    async def load(self):
        return [1]

    @pytest.mark.asyncio
    async def test_lie_own_method(self):  # explain: coroutine-not-awaited
        rows = self.load()
        assert rows[0] == 1


@pytest.mark.asyncio
async def test_lie_result_of_an_async_mock():  # explain: coroutine-not-awaited
    client = AsyncMock()
    reply = await client.get("/")
    assert reply.json()["ok"]


@pytest.mark.asyncio
async def test_lie_in_a_task_group():  # explain: coroutine-not-awaited
    async def work():
        return fetch()["number"]

    await asyncio.gather(work(), work())


@pytest.mark.asyncio
async def test_lie_equals():  # explain: compared-coroutine
    assert Repository().size() == 1


@pytest.mark.asyncio
async def test_lie_is():  # explain: compared-coroutine
    found = Repository().find(1)
    assert found is None


@pytest.mark.asyncio
async def test_lie_type():  # explain: compared-coroutine
    assert isinstance(fetch(), dict)


@pytest.mark.asyncio
async def test_lie_list_of_results():  # explain: compared-coroutine
    sizes = [Repository().size() for _ in range(3)]
    assert sizes == [1, 1, 1]


@pytest.mark.asyncio
async def test_lie_not():  # explain: compared-coroutine
    assert not Repository().size()


def test_lie_equals_in_a_sync_test():  # explain: compared-coroutine
    assert fetch() == {"number": 1, "tags": [1]}


@pytest.mark.asyncio
async def test_lie_mock_compared():  # explain: compared-coroutine
    client = AsyncMock()
    client.count.return_value = 5
    assert client.count() == 5


@pytest.mark.asyncio
async def test_lie_task_compared():  # explain: compared-coroutine
    task = asyncio.create_task(fetch())
    assert task == {"number": 1}


@pytest.mark.asyncio
async def test_lie_raises():  # explain: did-not-raise
    async def refuse():
        raise ValueError

    with pytest.raises(ValueError):
        refuse()


def test_lie_raises_in_a_sync_test():  # explain: did-not-raise
    with pytest.raises(KeyError):
        fetch()


@pytest.mark.asyncio
async def test_lie_awaited_twice():  # explain: coroutine-reused
    reply = fetch()
    assert await reply
    assert await reply


@pytest.mark.asyncio
async def test_honest_everything_awaited():
    reply = await fetch()
    assert reply["number"] == 1
    assert len(await fetch()) == 2
    assert [key async for key in _keys()] == ["number", "tags"]


async def _keys():
    for key in await fetch():
        yield key


@pytest.mark.asyncio
async def test_honest_coroutine_as_an_object():
    coroutine = fetch()
    assert asyncio.iscoroutine(coroutine)
    assert await coroutine


@pytest.mark.asyncio
async def test_honest_raises():
    async def refuse():
        raise ValueError

    with pytest.raises(ValueError):
        await refuse()
