"""A suite over two workers of pytest-xdist: what is found does not depend on how many run it."""

from __future__ import annotations

import re

import pytest

from tests.neighbours import without_slow

pytest.importorskip("xdist")

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
WORKER = re.compile(r"^\[gw\d+\] .*\n?")
VARIES = re.compile(r"0x[0-9a-f]+|Task-\d+|\b\d+(\.\d+)? ?m?s\b")


class Heard:
    """Keeps what is reported of each test, in the process that prints it."""

    def __init__(self) -> None:
        self.reports: dict[tuple[str, str | None], tuple[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how it ended, and all that is shown of it."""
        sections = "\n".join(f"{title}\n{text}" for title, text in report.sections)
        text = VARIES.sub("...", f"{WORKER.sub('', report.longreprtext)}\n{sections}").strip()
        key = report.nodeid, report.when
        before = self.reports.get(key, ("", ""))
        self.reports[key] = before[0] + report.outcome, before[1] + text


def found_by(pytester: pytest.Pytester, *options: str) -> tuple[Heard, list[str]]:
    """Run the suite, and return what was reported and what stands below all tests."""
    heard = Heard()
    result = pytester.runpytest_inprocess(*OPTIONS, *options, plugins=[heard])
    lines = VARIES.sub("...", result.stdout.str()).splitlines()
    below = lines[next(number for number, line in enumerate(lines) if re.match("=+ warnings", line)) :]
    return heard, sorted(
        line for line in below if re.match(r"asyncproof|\w+-\w+: |test_\w+\.py|FAILED|ERROR|replay", line)
    )


def test_two_workers_find_what_one_process_finds(pytester: pytest.Pytester) -> None:
    """Guards, explanations, explorations and check: the same findings, texts, verdicts and replay lines."""
    pytester.makeini(
        "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\npythonpath = .\n"
    )
    pytester.makepyfile(shop=SHOP, test_guarded=GUARDED, test_explored=EXPLORED)
    alone, below_alone = found_by(pytester, "-n0")
    spread, below_spread = found_by(pytester, "-n2", "--dist=loadfile")
    assert {key: outcome for key, (outcome, _) in alone.reports.items() if outcome != "passed"}
    assert spread.reports == alone.reports
    assert below_spread == below_alone
    assert any(line.startswith("asyncproof explored 2 tests") for line in below_alone)
