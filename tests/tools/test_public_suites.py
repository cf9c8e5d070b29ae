from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.public_suites import Outcome, main, read_run

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = """<testsuites><testsuite time="1.5">
<testcase classname="tests.test_a" name="test_one" time="0.1" />
<testcase classname="tests.test_a" name="test_two" time="0.1"><failure message="no">trace</failure></testcase>
<testcase classname="tests.test_a" name="test_three"><skipped type="pytest.skip" message="why" /></testcase>
<testcase classname="tests.test_a" name="test_four"><skipped type="pytest.xfail" message="" /></testcase>
</testsuite></testsuites>"""
AFTER = BEFORE.replace("test_two", "test_zwei").replace(
    'test_one" time="0.1" />', 'test_one"><error message="it broke">trace</error></testcase>'
)


def write(place: Path, name: str, text: str) -> str:
    """Write a JUnit file."""
    (place / name).write_text(text)
    return str(place / name)


def test_a_run_knows_how_each_test_went(tmp_path: Path) -> None:
    """Passed, failed, skipped and expected to fail are told apart, and text and time are kept."""
    write(tmp_path, "before.xml", BEFORE)
    run = read_run(tmp_path / "before.xml")
    assert run.tests["tests.test_a::test_two"] == (Outcome("failed", "no", "trace"),)
    assert run.counts() == "1 failed, 1 passed, 1 skipped, 1 xfailed"
    assert run.seconds == 1.5


def test_equal_runs_have_no_differences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 0, and the last line says that nothing differs."""
    path = write(tmp_path, "before.xml", BEFORE)
    assert main([path, path]) == 0
    assert capsys.readouterr().out.endswith("0 of 4 tests differ\n")


def test_what_differs_is_named_with_what_pytest_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Changed, new and vanished tests are all differences."""
    code = main([write(tmp_path, "before.xml", BEFORE), write(tmp_path, "after.xml", AFTER)])
    out = capsys.readouterr().out
    assert code == 1
    assert "tests.test_a::test_one: passed -> error\n    it broke\n" in out
    assert "tests.test_a::test_two: failed -> absent\n" in out
    assert "tests.test_a::test_zwei: absent -> failed\n" in out
    assert out.endswith("3 of 5 tests differ\n")


def test_a_test_that_fails_and_then_errs_in_teardown_has_two_outcomes(tmp_path: Path) -> None:
    """The order in which pytest reports them does not matter."""
    twice = """<testsuites><testsuite><testcase classname="a" name="t"><failure message="f" /></testcase>
    <testcase classname="a" name="t"><error message="e" /></testcase></testsuite></testsuites>"""
    assert main([write(tmp_path, "twice.xml", twice)] * 2) == 0
    assert [outcome.name for outcome in read_run(tmp_path / "twice.xml").tests["a::t"]] == ["failed", "error"]
