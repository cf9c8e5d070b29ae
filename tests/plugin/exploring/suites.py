"""Suites with a bug that shows in some schedules only, and what is read in the output of their runs."""

from __future__ import annotations

import re

CACHE = """
class Cache:
    def __init__(self):
        self.values, self.loads = {}, 0

    async def get(self, key):
        if key not in self.values:
            self.loads += 1
            await asyncio.sleep(0.01)
            self.values[key] = key.upper()
        return self.values[key]
"""
RACE = (
    CACHE
    + """
@pytest_asyncio.fixture
async def cache():
    await asyncio.sleep(0)
    yield Cache()

@pytest.mark.asyncio
{mark}
async def test_race(cache):
    async def later():
        await asyncio.sleep(0.5)
        return await cache.get("a")

    await asyncio.gather(cache.get("a"), later())
    assert cache.loads == 1, "loaded twice"
"""
)
"""A test that passes every day, and fails if something takes longer than something else."""


def race(mark: str = "@pytest.mark.explore(runs=60, cancel=False)") -> str:
    """Return the suite with the race, its test marked so."""
    return RACE.replace("{mark}", mark)


def replay_lines(output: str) -> list[list[str]]:
    """Return the arguments for pytest of all replay lines that were printed."""
    return [line.split() for line in re.findall(r"replay: pytest (.+)", output)]
