# run: -p no:asyncproof-guards -p anyio -p no:randomly -W ignore
import pytest

pytest.importorskip("pytest", minversion="9.0", reason="before, the later test went well")
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
async def number():
    return 5


def test_lie_sync_test_with_async_fixture(number):  # explain: async-fixture
    assert number == 5


async def test_lie_after_a_sync_test_had_it(number):  # explain: async-fixture
    assert number == 5
