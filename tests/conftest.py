"""What the project's own tests share: the servers that some of them need."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

from tests.hearing import Hearing
from tests.lasting import load_lasting, read_once
from tests.traced import trace_all

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVERS = {"needs_postgres": "ASYNCPROOF_TEST_POSTGRES", "needs_redis": "ASYNCPROOF_TEST_REDIS"}
REQUIRE = "ASYNCPROOF_REQUIRE_SERVERS"


def pytest_configure() -> None:
    """Have coverage measured of all code, and the pytests in our tests print what they print everywhere."""
    trace_all()
    for name in ("CI", "BUILD_NUMBER"):
        os.environ.pop(name, None)  # with them, pytest repeats messages whole in its summary


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose server is not there, or fail it where all servers are required."""
    if "pytester" in getattr(item, "fixturenames", ()):
        load_lasting()
    for mark, variable in SERVERS.items():
        if item.get_closest_marker(mark) is None or os.environ.get(variable):
            continue
        reason = f"{mark}: {variable} is not set; run `python tools/servers.py pytest ...`"
        if os.environ.get(REQUIRE):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture
def pytester(pytester: pytest.Pytester) -> Iterator[pytest.Pytester]:
    """Pytester, which keeps little of the runs that it starts; nor do they look through all that is here."""
    vars(pytester)["make_hook_recorder"] = Hearing
    gc.freeze()
    with read_once():
        yield pytester
    gc.unfreeze()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a real PostgreSQL server, for tests marked `needs_postgres`."""
    return os.environ[SERVERS["needs_postgres"]]


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a real redis server, for tests marked `needs_redis`."""
    return os.environ[SERVERS["needs_redis"]]
