import os

import pytest
import pytest_asyncio

redis = pytest.importorskip("redis.asyncio")
URL = os.environ.get("ASYNCPROOF_TEST_REDIS")
if URL is None:
    pytest.skip("no server", allow_module_level=True)

KEPT = []
client = redis.Redis.from_url(URL)


@pytest.mark.asyncio
async def test_lie_redis():
    client = redis.Redis.from_url(URL)  # lie: leaked-client
    assert await client.ping()


@pytest.mark.asyncio
async def test_lie_redis_kept():
    KEPT.append(redis.from_url(URL))
    assert await KEPT[-1].ping()


# lie: leaked-client test_lie_redis_kept


@pytest.mark.asyncio
async def test_lie_global():
    assert await client.ping()  # lie: leaked-client


@pytest.mark.asyncio
async def test_honest_redis():
    async with redis.Redis.from_url(URL) as client:
        assert await client.ping()


@pytest.mark.asyncio
async def test_honest_aclose():
    client = redis.Redis.from_url(URL)
    await client.ping()
    await client.aclose()


@pytest.mark.asyncio
async def test_honest_never_used():
    assert redis.Redis.from_url(URL)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide():
    async with redis.Redis.from_url(URL) as client:
        yield client


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide(wide):
    assert await wide.ping()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_wide_again(wide):
    assert await wide.ping()
