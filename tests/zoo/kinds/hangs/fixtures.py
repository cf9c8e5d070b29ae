# run: -p no:randomly
import asyncio

import pytest
import pytest_asyncio


@pytest_asyncio.fixture
async def never_ready():
    ready = asyncio.Event()
    await ready.wait()  # lie: hung-test test_lie_fixture_that_never_comes
    yield


SEEN = {}


@pytest.fixture
def older():
    SEEN["older"] = "set up"
    yield
    SEEN["older"] = "torn down"


@pytest_asyncio.fixture
async def never_gone(older):
    SEEN["loop"] = asyncio.get_running_loop()
    gone = asyncio.Event()
    yield
    await gone.wait()  # lie: hung-test test_lie_fixture_that_never_goes


@pytest_asyncio.fixture
async def patient():
    await asyncio.sleep(0.3)
    yield 1
    await asyncio.sleep(0.3)


@pytest.mark.asyncio
async def test_lie_fixture_that_never_comes(never_ready):
    pass


@pytest.mark.asyncio
async def test_lie_fixture_that_never_goes(never_gone):
    pass


@pytest.mark.asyncio
async def test_honest_comes_after_what_never_goes():
    loop = SEEN.pop("loop")
    assert loop is not asyncio.get_running_loop()
    assert loop.is_closed()
    assert SEEN["older"] == "torn down"


@pytest.mark.asyncio
async def test_honest_patient_fixture(patient):
    assert patient


@pytest.mark.asyncio
async def test_lie_generator_whose_end_hangs():
    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.Event().wait()  # lie: hung-test

    stream = numbers()
    assert await stream.__anext__() == 1
    await stream.aclose()


@pytest.mark.asyncio
async def test_honest_generator_that_ends():
    async def numbers():
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0.2)

    stream = numbers()
    assert await stream.__anext__() == 1
    await stream.aclose()
