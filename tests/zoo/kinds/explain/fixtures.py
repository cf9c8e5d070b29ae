# run: -p no:asyncproof-guards -W ignore
import asyncio

import pytest
import pytest_asyncio


@pytest.fixture
async def user():
    return {"name": "Ada"}


@pytest.fixture
async def session():
    yield {"open": True}


@pytest.mark.asyncio
async def test_lie_plain_fixture(user):  # explain: async-fixture
    assert user["name"] == "Ada"


@pytest.mark.asyncio
async def test_lie_plain_fixture_again(user):  # explain: async-fixture
    assert user["name"] == "Ada"


@pytest.mark.asyncio
async def test_lie_plain_generator_fixture(session):  # explain: async-fixture
    assert session["open"]


def test_lie_sync_test(user):  # explain: async-fixture
    assert user["name"] == "Ada"


async def test_lie_without_mark():  # explain: async-not-run
    await asyncio.sleep(0)


class TestWithoutMark:
    async def test_lie_method_without_mark(self):  # explain: async-not-run
        await asyncio.sleep(0)


@pytest_asyncio.fixture(scope="session", loop_scope="function")
async def pool():
    return []


@pytest.mark.asyncio
async def test_lie_loop_shorter_than_the_fixture(pool):  # explain: scope-mismatch
    assert pool == []


@pytest_asyncio.fixture
async def client():
    return 1


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide(client):
    return client


@pytest.mark.asyncio
async def test_lie_wide_fixture_asks_for_narrow(wide):  # explain: scope-mismatch
    assert wide


@pytest.fixture(scope="session")
def database(tmp_path):
    return tmp_path


@pytest.mark.asyncio
async def test_lie_sync_fixtures_of_an_async_test(database):  # explain: scope-mismatch
    assert database


@pytest_asyncio.fixture
async def first(second):
    return second


@pytest_asyncio.fixture
async def second(first):
    return first


@pytest.mark.asyncio
async def test_lie_circle(first):  # explain: fixture-lookup
    assert first


@pytest_asyncio.fixture
async def myself(myself):
    return myself


@pytest.mark.asyncio
async def test_lie_asks_for_itself(myself):  # explain: fixture-lookup
    assert myself


@pytest.mark.asyncio
async def test_lie_old_fixture(event_loop):  # explain: fixture-lookup
    assert event_loop


async def helper():
    return 1


@pytest.mark.asyncio
async def test_lie_forgot_the_decorator(helper):  # explain: fixture-lookup
    assert helper == 1


@pytest_asyncio.fixture
async def empty():
    if not asyncio.get_running_loop():
        yield 1


@pytest.mark.asyncio
async def test_lie_fixture_without_a_value(empty):  # explain: yield-once
    assert empty


@pytest_asyncio.fixture
async def twice():
    yield 1
    yield 2


@pytest.mark.asyncio
async def test_lie_fixture_with_two_values(twice):  # explain: yield-once
    assert twice == 1


@pytest_asyncio.fixture
async def group():
    import anyio

    async with anyio.create_task_group() as group:
        yield group


@pytest.mark.asyncio
async def test_lie_task_group_in_a_fixture(group):  # explain: cancel-scope
    assert group


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def good():
    yield {"name": "Ada"}


@pytest.mark.asyncio(loop_scope="module")
async def test_honest(good):
    assert good["name"] == "Ada"
