"""The lines of an exploration, also where pytest-xdist runs the tests."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from asyncproof.plugin.exploring import EXPLORED
from asyncproof.plugin.exploring.telling import summarize
from tests.neighbours import NEIGHBOURS
from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    import pytest

    from tests.plugin.suite import Suite


def report(test: str, *values: object) -> Any:
    """Return a report with a note of its exploration, or without one."""
    return SimpleNamespace(nodeid=test, **({EXPLORED: [*values, ""]} if values else {}))


def test_runs_and_verdicts_are_counted() -> None:
    """One line says of all tests together what was done, and what it proves."""
    reports = [report("a", 1200, "bounded", ""), report("b", 7, "sampled", ""), report("c")]
    assert summarize(reports) == ["asyncproof explored 2 tests in 1,207 runs: 1 bounded, 1 sampled"]
    assert summarize([report("a", 1, "", "")]) == ["asyncproof explored 1 test in 1 run"]
    assert summarize([]) == []


def test_reasons_name_a_few_tests() -> None:
    """Each reason for not exploring is one line, however many tests have it."""
    reports = [report(name, 0, "", "is expected to fail") for name in "abcde"]
    assert summarize(reports) == ["asyncproof did not explore a, b, c and 2 more: it is expected to fail"]


def test_what_is_shared_is_named() -> None:
    """Tests whose runs are not alike are told with what their runs share."""
    reports = [report("a", 9, "sampled", "")]
    getattr(reports[0], EXPLORED)[-1] = "`db` (module)"
    assert summarize(reports)[1:] == ["asyncproof: the runs of a are not alike; they share `db` (module)"]


def test_with_xdist(suite: Suite) -> None:
    """Workers explore their tests, and the lines come together."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "xdist"))
    suite.file(
        race(mark="") + "\n@pytest.mark.asyncio\nasync def test_other():\n    await asyncio.sleep(1)\n"
    )
    output = suite.run("-n2", "--explore=60", passed=1, failed=1)
    assert "asyncproof explored 2 tests in" in output
    (line,) = replay_lines(output)
    suite.run("-n0", *line, failed=1)


def test_with_randomly(suite: Suite) -> None:
    """Where pytest-randomly seeds each test, its seed belongs to the line."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "randomly"))
    suite.file(race())
    (line,) = replay_lines(suite.run("-p", "randomly", failed=1))
    assert line[-1].startswith("--randomly-seed=")
    suite.run(*line, failed=1)


def test_a_replay_line_works_where_pytest_was_called(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where that is above or below the folder in which the suite begins."""
    suite.file(race())
    (line,) = replay_lines(suite.run(failed=1))
    assert line[0].startswith("test_it.py::")
    below = Path("below")
    below.mkdir()
    monkeypatch.chdir(below)
    (line,) = replay_lines(suite.run("..", failed=1))
    assert line[0].startswith("../test_it.py::")
    suite.run(*line, failed=1)
