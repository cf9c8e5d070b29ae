import asyncio

import pytest


class Policy(asyncio.DefaultEventLoopPolicy):
    pass


@pytest.fixture(autouse=True)
def repaired():
    asyncio.set_event_loop_policy(None)


def test_lie_policy():
    asyncio.set_event_loop_policy(Policy())  # lie: changed-policy


def test_honest_put_back():
    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(Policy())
    asyncio.set_event_loop_policy(before)


def test_honest_default():
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())


def test_honest_run():
    asyncio.run(asyncio.sleep(0))


class TestOwnPolicy:
    @pytest.fixture(scope="class")
    def event_loop_policy(self):
        return Policy()

    @pytest.mark.asyncio
    async def test_honest_policy_fixture(self):
        await asyncio.sleep(0)
