"""Runs suites with a report, and reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

TESTS = """
import time

async def waits(seconds):
    await asyncio.sleep(seconds)

@pytest.mark.asyncio
@pytest.mark.virtual_time
async def test_virtual():
    task = asyncio.create_task(waits(3600), name="hour")
    await task

@pytest.mark.asyncio
async def test_real():
    await asyncio.sleep(0.001)

@pytest.mark.asyncio
async def test_leaks():
    asyncio.create_task(waits(9), name="left")
    await asyncio.sleep(0)

@pytest.mark.asyncio
@pytest.mark.xfail
async def test_expected():
    assert False

@pytest.mark.asyncio
async def test_fails():
    print("said")
    assert 1 == 2

@pytest.fixture
def broken():
    raise OSError("no disk")

def test_broken(broken):
    pass

def test_sync():
    pass

@pytest.mark.skip(reason="later")
def test_skipped():
    pass
"""


def report_of(suite: Suite) -> dict[str, Any]:
    """Return the tests of the report in `run.json`, by their names."""
    path = suite.pytester.path / "run.json"
    data = json.loads(path.read_text("utf-8"))
    assert data["format"] == "asyncproof-report"
    tests = {test["id"].rpartition("::")[2]: test for test in data["tests"]}
    assert len(tests) == len(data["tests"])
    return tests
