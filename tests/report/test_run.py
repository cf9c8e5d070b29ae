"""Tests are put together within bounds, and what was left out is said."""

from __future__ import annotations

from typing import Any

import pytest

from asyncproof.report import run as module
from asyncproof.report.run import Run, Test


def finding(message: str = "left running") -> dict[str, str]:
    """Return a finding as a guard gives it."""
    return {"code": "leaked-task", "message": message, "text": message, "severity": "error"}


def test_a_small_run_is_all_there() -> None:
    """Nothing is left out of a run within the bounds, and nothing is said of bounds."""
    run = Run()
    run.add(Test("test_a", picture="abc", error="oops", texts=[["call failed", "oops"]]))
    assert run.limits() == []
    assert run.tests[0].picture == "abc"


def test_pictures_of_tests_that_failed_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """When there are too many pictures, those that nobody will miss go first, and that is said."""
    monkeypatch.setattr(module, "MOST_PICTURES", 25)
    run = Run()
    for name, outcome in (
        ("a", "passed"),
        ("b", "passed"),
        ("c", "failed"),
        ("d", "passed"),
        ("e", "failed"),
    ):
        run.add(Test(name, outcome, picture="x" * 10))
    assert [test.id for test in run.tests if test.picture] == ["c", "e"]
    assert [test.id for test in run.tests if test.dropped] == ["a", "b", "d"]
    assert run.limits()[0].startswith("3 pictures were left out")


def test_a_picture_that_is_too_much_by_itself_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed test loses its picture, too, if there is no room for it at all."""
    monkeypatch.setattr(module, "MOST_PICTURES", 5)
    run = Run()
    run.add(Test("a", "failed", picture="x" * 10))
    assert run.tests[0].dropped
    assert run.pictures_left_out == 1


def test_a_test_with_findings_matters() -> None:
    """Somebody will look at what failed, and at what a guard has something to say of."""
    assert Test("a", findings=[finding()]).matters
    assert Test("a", "error").matters
    assert not Test("a").matters


def test_long_texts_are_cut_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text keeps its beginning and its end, and all texts together have a bound, too."""
    monkeypatch.setattr(module, "MOST_TEXT", 30_000)
    run = Run()
    text = "begin" + "x" * 50_000 + "end"
    for number in range(2):
        run.add(
            Test(str(number), "failed", error="e", texts=[["call failed", text]], findings=[finding(text)])
        )
    first, last = run.tests[0].texts[0][1], run.tests[1].texts[0][1]
    assert first.startswith("begin")
    assert first.endswith("end")
    assert len(last) < 300
    assert run.texts_cut == 6
    assert run.limits() == ["6 texts were cut."]


def test_there_is_an_end_of_tests_and_of_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound tests are counted only; one test has no more than some findings."""
    monkeypatch.setattr(module, "MOST_TESTS", 2)
    run = Run()
    for number in range(5):
        run.add(Test(str(number), findings=[finding() for _ in range(99)]))
    assert len(run.tests) == 2
    assert len(run.tests[0].findings) == module.MOST_FINDINGS
    assert run.limits() == ["3 tests were left out: a report keeps 2."]


def test_a_test_that_is_run_again_is_there_once() -> None:
    """The last run of a test takes the place of those that it was tried again after."""
    run = Run()
    for number, outcome in enumerate(("rerun", "rerun", "passed")):
        run.add(Test("a", outcome, picture="x" * number))
        run.add(Test(f"other {number}"))
    assert [(test.id, test.outcome) for test in run.tests if test.id == "a"] == [("a", "passed")]
    assert len(run.tests) == 4


def test_runs_are_joined() -> None:
    """Several runs become one: its tests, what was left out of them, and with what they ran."""
    one, other = Run(about={"python": "3.11"}), Run(about={"python": "3.13", "asyncproof": "1"}, texts_cut=2)
    facts: dict[str, Any] = {"left_out": 7, "trouble": ""}
    one.add(Test("a"))
    other.add(Test("b", facts=facts))
    one.join(other)
    assert [test.id for test in one.tests] == ["a", "b"]
    assert one.about == {"python": "3.11", "asyncproof": "1"}
    assert one.limits() == ["7 steps were left out: of a test the first ones are kept.", "2 texts were cut."]


def test_a_picture_that_ends_too_early_is_said_to() -> None:
    """Where recording went wrong the report says so, and takes the blame."""
    run = Run()
    run.add(Test("a", facts={"left_out": 0, "trouble": "KeyError: 'x'"}))
    assert run.limits() == ["1 picture ends too early, which is a bug of asyncproof: KeyError: 'x'."]


def test_what_ran_unseen_is_counted() -> None:
    """The report says how many tests ran where nobody could look, and on what."""
    run = Run()
    for unseen in (["uvloop.Loop"], ["trio", "uvloop.Loop"], []):
        run.add(Test("a", unseen=unseen))
    assert run.limits() == [
        "1 test ran on trio, whose steps can't be recorded.",
        "2 tests ran on uvloop.Loop, whose steps can't be recorded.",
    ]
