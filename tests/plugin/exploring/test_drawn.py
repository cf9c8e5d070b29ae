"""What an exploration found is in the report: what was tried, the rung, both orders, and the replay line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.report.packing import unpack
from tests.plugin.drawing.drawn import report_of
from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

LATE = """
@pytest.mark.asyncio
@pytest.mark.explore(runs=60)
async def test_late():
    done = []

    async def worker(name, seconds):
        await asyncio.sleep(seconds)
        done.append(name)

    await asyncio.gather(worker("a", 1), worker("b", 1.5))
    assert done == ["a", "b"]

@pytest.mark.asyncio
@pytest.mark.explore
async def test_alone():
    await asyncio.sleep(1)

@pytest.mark.explore
def test_plain():
    pass
"""


def test_both_orders_are_there(suite: Suite) -> None:
    """A failure has the order that works, the one that breaks, and the steps whose order matters in each."""
    suite.file(race())
    text = suite.run("--asyncproof-report=run.json", failed=1)
    explored = report_of(suite)["test_race"]["explored"]
    failure = explored["failure"]
    (line,) = replay_lines(text)
    assert line[-1] in failure["replay"]
    assert failure["rung"] == "latency"
    assert failure["sentence"]
    assert "loaded twice" in failure["error"]
    assert "test_race" in failure["story"]
    works, breaks = (
        [(moment["text"], moment["task"]) for moment in failure["orders"][name]["moments"] if moment["met"]]
        for name in ("works", "breaks")
    )
    assert works == breaks[::-1]
    assert "before" in failure["orders"]["told"]
    names = [task[0] for task in unpack(report_of(suite)["test_race"]["picture"])["tasks"]]
    for moment in failure["orders"]["breaks"]["moments"]:
        assert moment["name"] in names
        assert moment["function"]
    assert any(turn["begins"] for turn in failure["orders"]["works"]["turns"])
    assert explored["runs"] > 1
    assert explored["tried"]


def test_what_holds_has_its_verdict(suite: Suite) -> None:
    """A test that passes has no failure but a verdict, and one that was not explored the reason why."""
    suite.ini(warnings="ignore")
    suite.file(LATE)
    suite.run("--asyncproof-report=run.json", failed=1, passed=2)
    tests = report_of(suite)
    assert tests["test_alone"]["explored"]["failure"] is None
    assert tests["test_alone"]["explored"]["verdict"]
    assert tests["test_late"]["explored"]["failure"]["orders"]["breaks"]["turns"]
    assert tests["test_plain"]["explored"] is None


def test_a_replay_is_in_the_report_too(suite: Suite) -> None:
    """Who does a run again may have its picture as well."""
    suite.file(race())
    (line,) = replay_lines(suite.run(failed=1))
    suite.run(*line, "--asyncproof-report=run.json", failed=1)
    failure = report_of(suite)["test_race"]["explored"]["failure"]
    assert failure["replay"].endswith(line[-1].partition("--replay=")[2] or line[-1])
    assert failure["error"] == ""
