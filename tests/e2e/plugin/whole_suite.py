"""A suite of several files with findings of all kinds, and what its report says, as comparable data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.neighbours import without_slow

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SHOP = """
import asyncio

class Tickets:
    def __init__(self):
        self.left = 1

    async def buy(self):
        if self.left > 0:
            await asyncio.sleep(0.01)
            self.left -= 1
"""
GUARDED = """
import asyncio
import pytest
import pytest_asyncio
from shop import Tickets

kept = []

@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool():
    yield 1
    kept.append(asyncio.create_task(asyncio.sleep(3600)))

@pytest.mark.asyncio
async def test_never_awaited():
    Tickets().buy()

@pytest.mark.asyncproof(leaks="warn")
@pytest.mark.asyncio
async def test_leaks():
    kept.append(asyncio.create_task(asyncio.sleep(3600)))
    await asyncio.sleep(0)

@pytest.mark.asyncio(loop_scope="module")
async def test_with_a_leaking_fixture(pool):
    await asyncio.sleep(0)

@pytest.mark.asyncio
async def test_died():
    async def fail():
        raise ValueError("lost")

    asyncio.create_task(fail())
    await asyncio.sleep(0)

@pytest.mark.asyncio
async def test_explained():
    assert Tickets().buy() == 1

@pytest.mark.asyncio
async def test_honest():
    await Tickets().buy()
"""
EXPLORED = """
import asyncio
import pytest
from shop import Tickets

async def later(tickets):
    await asyncio.sleep(1)
    await tickets.buy()

@pytest.mark.explore(runs=100)
@pytest.mark.asyncio
async def test_sold_twice():
    tickets = Tickets()
    await asyncio.gather(tickets.buy(), later(tickets))
    assert tickets.left == 0

@pytest.mark.explore(runs=100)
@pytest.mark.asyncio
async def test_sold_once():
    tickets = Tickets()
    await tickets.buy()
    assert tickets.left == 0

@pytest.mark.explore
@pytest.mark.xfail
@pytest.mark.asyncio
async def test_not_explored():
    assert False
"""
OPTIONS = ["-Wdefault", "-pno:cacheprovider", "-pno:looptime_plugin", "--asyncproof-check", *without_slow()]
VARIES = re.compile(r"0x[0-9a-f]+|Task-\d+|\b\d+(\.\d+)? ?m?s\b")
"""What differs from run to run: addresses, how many tasks there were before, real time."""


def write(pytester: pytest.Pytester) -> None:
    """Write the suite."""
    pytester.makeini(
        "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\npythonpath = .\n"
    )
    pytester.makepyfile(shop=SHOP, test_guarded=GUARDED, test_explored=EXPLORED)


def findings(report: Path) -> dict[str, Any]:
    """Return of each test in a report of JSON how it ended, and all that was found of it."""
    tests = json.loads(report.read_text("utf-8"))["tests"]
    return {
        test["id"]: _plain({name: test[name] for name in ("outcome", "error", "findings", "explored")})
        for test in tests
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return VARIES.sub("...", value) if isinstance(value, str) else value
