"""A report has every test of a run, wherever it ran, with all that was told of it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.drawing.gathering import Gathering, take
from asyncproof.report.packing import unpack
from asyncproof.report.run import Test
from tests.neighbours import NEIGHBOURS
from tests.plugin.drawing.drawn import TESTS, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.plugin.suite import Suite

OUTCOMES = {
    "test_virtual": "passed",
    "test_real": "passed",
    "test_leaks": "error",
    "test_expected": "xfailed",
    "test_fails": "failed",
    "test_broken": "error",
    "test_sync": "passed",
    "test_skipped": "skipped",
}


def check(tests: dict[str, Any]) -> None:
    """Check what the report has of these tests."""
    assert {name: test["outcome"] for name, test in tests.items()} == OUTCOMES
    assert tests["test_virtual"]["virtual"] == 3_600_000_000_000
    assert tests["test_virtual"]["facts"]["waits"][0][:2] == [3_600_000_000_000, "Task-1"]
    assert [task[0] for task in unpack(tests["test_virtual"]["picture"])["tasks"]] == ["Task-1", "hour"]
    assert tests["test_real"]["virtual"] is None
    assert [finding["code"] for finding in tests["test_leaks"]["findings"]] == ["leaked-task"]
    left = unpack(tests["test_leaks"]["picture"])["tasks"]
    assert [task[0] for task in left if task[4]] == ["left"]
    assert tests["test_fails"]["error"] == "assert 1 == 2"
    assert "    @pytest.mark.asyncio\n    async def test_fails" in tests["test_fails"]["texts"][0][1]
    titles = [title for title, _ in tests["test_fails"]["texts"]]
    assert titles == ["call failed", "Captured stdout call"]
    assert tests["test_broken"]["error"] == "OSError: no disk"
    assert not tests["test_sync"]["picture"]


def test_all_tests_are_there(suite: Suite) -> None:
    """Each outcome, time, finding and picture is in the report, and one line says where it is."""
    suite.file(TESTS)
    text = suite.run("--asyncproof-report=run.json", passed=4, failed=1, errors=2, xfailed=1, skipped=1)
    check(report_of(suite))
    assert text.count("asyncproof report: run.json") == 1


def test_the_end_of_a_run_has_the_same_facts(suite: Suite) -> None:
    """One section says what the overview says, and where the report is; virtual time is told once."""
    suite.file(TESTS)
    outcomes = {"passed": 4, "failed": 1, "errors": 2, "xfailed": 1, "skipped": 1}
    text = suite.run("--asyncproof-report=run.html", "--virtual-time", **outcomes)
    section = text.rpartition(" asyncproof report -")[2].partition("short test summary")[0]
    for line in (
        "failure: assert 1 == 2",
        "    in test_it.py::test_fails",
        "leaked-task: task `waits` was left running",
        "    1:00:00: Task-1 of test_it.py::test_virtual waits for hour",
        "asyncproof report: run.html",
    ):
        assert f"\n{line}" in section, section
    assert "virtual time: 5 tests let 1:00:00 pass in " in section
    assert "in virtual time, " not in text


def test_a_run_in_which_all_is_well_says_nothing(suite: Suite) -> None:
    """But where its report is, because somebody has asked for that."""
    suite.file(TESTS.partition("@pytest.mark.asyncio\nasync def test_leaks")[0])
    text = suite.run("--asyncproof-report=run.html", "--virtual-time", passed=2)
    assert "asyncproof report -" not in text
    assert "\nasyncproof: 2 tests in virtual time, 1:00:00 passed\nasyncproof report: run.html\n" in text


def test_what_ran_unseen_is_told(suite: Suite) -> None:
    """Where tests run on a loop at which nobody can look, the end of the run says how many there were."""
    suite.file("""
        class Loop(asyncio.AbstractEventLoop):
            def run_forever(self):
                pass

        def test_one():
            Loop().run_forever()

        def test_two(): pass
    """)
    text = suite.run("--asyncproof-report=run.json", passed=2)
    assert "asyncproof report: 1 test ran on test_it.Loop, whose steps can't be recorded." in text
    assert report_of(suite)["test_one"]["unseen"] == ["test_it.Loop"]
    assert report_of(suite)["test_two"]["unseen"] == []


LEADS = re.compile(r"^run\.html#test=(.*)$", re.MULTILINE)


def test_a_failure_leads_to_its_picture(suite: Suite) -> None:
    """Below each failure stands where in the page it is; other tests and other reports don't."""
    suite.file(TESTS)
    outcomes = {"passed": 4, "failed": 1, "errors": 2, "xfailed": 1, "skipped": 1}
    text = suite.run("--asyncproof-report=run.json", "--asyncproof-report=run.html", **outcomes)
    named = ["test_it.py::test_leaks", "test_it.py::test_broken", "test_it.py::test_fails"]
    assert LEADS.findall(text) == named
    assert not LEADS.search(suite.run("--asyncproof-report=run.json", **outcomes))


def test_workers_put_theirs_together(suite: Suite) -> None:
    """With pytest-xdist the report is the same."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "xdist"))
    suite.file(TESTS)
    options = ("-n2", "--asyncproof-report=run.json", "--asyncproof-report=run.html")
    text = suite.run(*options, passed=4, failed=1, errors=2, xfailed=1, skipped=1)
    check(report_of(suite))
    assert text.count("asyncproof report: run.json") == 1
    assert len(LEADS.findall(text)) == 3


def test_page_and_data_at_once(suite: Suite) -> None:
    """A report may be asked for in several forms and folders; a path outside is told in full."""
    suite.file("def test_nothing(): pass")
    outside = suite.pytester.path.parent / f"{suite.pytester.path.name}-outside.html"
    text = suite.run("--asyncproof-report=new/run.html", f"--asyncproof-report={outside}", passed=1)
    assert "asyncproof report: new/run.html" in text.replace("\\", "/")
    assert f"asyncproof report: {outside}" in text
    assert (suite.pytester.path / "new" / "run.html").read_text().startswith("<!DOCTYPE html>")
    outside.unlink()


def test_nothing_is_written_where_nothing_runs(suite: Suite) -> None:
    """Who only collects gets no report, and no line."""
    suite.file("def test_nothing(): pass")
    assert "asyncproof report" not in suite.ask("--collect-only", "--asyncproof-report=run.json")
    assert not (suite.pytester.path / "run.json").exists()


def test_runs_within_the_run_write_none(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a configuration asks for a report, the runs that a run makes for itself don't write over it."""
    suite.file("def test_nothing(): pass")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--asyncproof-report=run.json")
    monkeypatch.setenv("ASYNCPROOF_ISOLATING", "seen.json")
    assert "asyncproof report" not in suite.run(passed=1)
    assert not (suite.pytester.path / "run.json").exists()


def test_a_report_that_cannot_be_written_fails_the_run(suite: Suite) -> None:
    """Where the report can't be written the run says so, and ends as one that was called wrongly."""
    suite.file("def test_nothing(): pass")
    (suite.pytester.path / "file").write_text("")
    result = suite.pytester.runpytest_inprocess("--asyncproof-report=file/run.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["asyncproof report: *run.json can't be written: *Give another place."])


def test_a_run_that_is_stopped_has_its_report(suite: Suite) -> None:
    """After Ctrl-C the report has what ran until then, and the test that was stopped."""
    suite.file("def test_one(): pass\ndef test_two(): raise KeyboardInterrupt\ndef test_three(): pass")
    suite.pytester.runpytest_inprocess("--asyncproof-report=run.json", no_reraise_ctrlc=True)
    tests = report_of(suite)
    assert {name: test["outcome"] for name, test in tests.items()} == {
        "test_one": "passed",
        "test_two": "interrupted",
    }


def test_a_file_that_cannot_be_collected_is_there(suite: Suite) -> None:
    """A file whose tests could not run for an error in it is in the report, with that error."""
    suite.file("import no_such_module")
    suite.run("--asyncproof-report=run.json", errors=1)
    ((name, test),) = report_of(suite).items()
    assert (name, test["outcome"]) == ("test_it.py", "error")
    assert "no_such_module" in test["texts"][0][1]
    assert test["error"].startswith("ImportError")


def test_what_is_found_late_is_a_report_of_its_own() -> None:
    """A report of a tear-down alone, as the guards make it of what comes late, is taken as well."""
    config: Any = SimpleNamespace(option=SimpleNamespace(collectonly=False), stash={})
    gathering = Gathering(config, [])
    report: Any = SimpleNamespace(
        nodeid="test_x.py::test_a",
        when="teardown",
        outcome="failed",
        failed=True,
        skipped=False,
        duration=0.0,
        longrepr="found when it was over:\nleaked-task",
        longreprtext="found when it was over:\nleaked-task",
        sections=[],
    )
    gathering.pytest_runtest_logreport(report)
    assert gathering.write()
    (test,) = gathering._run.tests
    assert (test.outcome, test.error) == ("error", "found when it was over:")


@pytest.mark.parametrize(
    ("phases", "outcome"),
    [
        ([("setup", "passed"), ("call", "passed"), ("teardown", "passed")], "passed"),
        ([("setup", "passed"), ("call", "failed"), ("teardown", "failed")], "failed"),
        ([("setup", "failed"), ("teardown", "passed")], "error"),
        ([("setup", "skipped"), ("teardown", "passed")], "skipped"),
        ([("setup", "passed"), ("call", "xpassed"), ("teardown", "passed")], "xpassed"),
        ([("setup", "passed"), ("call", "rerun"), ("teardown", "passed")], "rerun"),
    ],
)
def test_three_phases_are_one_outcome(phases: list[tuple[str, str]], outcome: str) -> None:
    """What is worst of the phases of a test is its outcome."""
    test = Test("a")
    for when, result in phases:
        plain = result.removeprefix("x")
        report = SimpleNamespace(
            when=when,
            outcome=plain,
            failed=plain == "failed",
            skipped=plain == "skipped",
            duration=0.1,
            longrepr="",
            longreprtext="",
            sections=[("Captured log", "x")],
        )
        if result.startswith("x"):
            report.wasxfail = "reason"
        take(test, report)
    assert test.outcome == outcome
    assert test.seconds == pytest.approx(0.1 * len(phases))
    assert test.texts.count(["Captured log", "x"]) == 1


def test_a_path_on_another_drive_is_told_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no way from here to a path, it is told as it is."""

    def fail(_: object) -> str:
        raise ValueError

    monkeypatch.setattr("asyncproof.plugin.drawing.gathering.os.path.relpath", fail)
    config: Any = SimpleNamespace(option=SimpleNamespace(collectonly=False), stash={})
    gathering = Gathering(config, [tmp_path / "run.json"])
    assert gathering.write()
    assert gathering.told == [f"asyncproof report: {tmp_path / 'run.json'}"]
