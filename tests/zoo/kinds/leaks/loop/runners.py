import asyncio

import pytest

if not hasattr(asyncio, "Runner"):
    pytest.skip("runners came with Python 3.11", allow_module_level=True)

KEPT = []
RUNNER = asyncio.Runner()


async def answer():
    await asyncio.sleep(0)
    return 42


def test_lie_runner_never_closed():
    runner = asyncio.Runner()
    assert runner.run(answer()) == 42  # lie: leaked-loop


def test_lie_runner_kept():
    KEPT.append(asyncio.Runner())
    KEPT[0].get_loop()  # lie: leaked-loop


@pytest.mark.asyncio
async def test_lie_runner_in_a_thread():
    def work():
        KEPT.append(asyncio.Runner())
        return KEPT[-1].run(answer())  # lie: leaked-loop

    assert await asyncio.to_thread(work) == 42


def test_honest_with():
    with asyncio.Runner() as runner:
        assert runner.run(answer()) == 42


def test_honest_closed():
    runner = asyncio.Runner()
    try:
        assert runner.run(answer()) == 42
    finally:
        runner.close()


def test_honest_run():
    assert asyncio.run(answer()) == 42


@pytest.fixture
def runner():
    runner = asyncio.Runner()
    yield runner
    runner.close()


def test_honest_fixture(runner):
    assert runner.run(answer()) == 42


def test_honest_global():
    assert RUNNER.run(answer()) == 42


class Service:
    def __init__(self):
        self.runner = asyncio.Runner()


@pytest.fixture(scope="module")
def service():
    service = Service()
    yield service
    service.runner.close()


def test_honest_wide_fixture(service):
    assert service.runner.run(answer()) == 42


def test_honest_wide_fixture_again(service):
    assert service.runner.run(answer()) == 42
