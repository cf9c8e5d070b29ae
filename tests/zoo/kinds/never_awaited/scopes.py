# run: -o asyncio_mode=auto -o asyncio_default_test_loop_scope=module -o asyncio_default_fixture_loop_scope=module
import asyncio

import pytest

KEPT = []


async def fetch(number=1):
    await asyncio.sleep(0)
    return number


class Box:
    pass


BOX = Box()


async def test_lie_kept_in_a_global():
    KEPT.append(fetch())  # lie: never-awaited


async def test_honest_after_it():
    assert await fetch() == 1


async def test_lie_kept_in_an_attribute():
    BOX.coroutine = fetch()  # lie: never-awaited


async def test_honest_awaits_what_another_left():
    assert await BOX.coroutine == 1


async def test_lie_kept_in_a_cycle():
    ring = [fetch()]  # lie: never-awaited
    ring.append(ring)


@pytest.fixture(scope="module")
async def pending():
    async def work():
        await asyncio.sleep(3600)

    task = asyncio.create_task(work())
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_honest_task_of_a_wider_fixture(pending):
    assert not pending.done()


async def test_honest_task_of_a_wider_fixture_again(pending):
    assert not pending.done()


@pytest.fixture(scope="module")
def queue():
    coroutines = []
    yield coroutines
    for coroutine in coroutines:
        asyncio.run(coroutine)


def test_honest_gives_it_to_a_wider_fixture(queue):
    queue.append(fetch())


@pytest.fixture(scope="module")
async def factory():
    made = [fetch(number) for number in range(2)]
    yield made


async def test_honest_uses_one_of_a_fixtures(factory):
    assert await factory[0] == 0


async def test_honest_uses_the_other_of_a_fixtures(factory):
    assert await factory[1] == 1


@pytest.fixture(scope="module")
def forgets():
    yield [fetch(7)]  # lie: never-awaited test_lie_fixture_forgets


def test_lie_fixture_forgets(forgets):
    assert forgets
