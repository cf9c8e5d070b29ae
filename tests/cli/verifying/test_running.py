from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asyncproof.cli.verifying import running
from asyncproof.cli.verifying.running import Ran, read_report, run_tests
from asyncproof.core import UsageError
from tests.check.world import write

TESTS = """
import pytest

class TestIt:
    @pytest.mark.parametrize("x", [1, 2])
    def test_a(self, x):
        assert x == 1

@pytest.fixture
def broken():
    yield
    raise ValueError("late")

def test_b(broken):
    pass

@pytest.mark.skip
def test_c():
    pass
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with some tests, which is the current folder; the plugin of ours stays out of it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pytest.ini": "[pytest]\naddopts = -p no:asyncproof\n", "deep/test_it.py": TESTS})
    return tmp_path


@pytest.mark.usefixtures("project")
def test_every_test_is_told_with_its_name() -> None:
    """And how it ended: the worst counts."""
    ran = run_tests(sys.executable, ["deep/test_it.py"])
    assert ran.outcomes == {
        "deep/test_it.py::TestIt::test_a[1]": "passed",
        "deep/test_it.py::TestIt::test_a[2]": "failed",
        "deep/test_it.py::test_b": "error",
        "deep/test_it.py::test_c": "skipped",
    }
    assert ran.reasons["deep/test_it.py::TestIt::test_a[2]"] == "assert 2 == 1"
    assert ran.reasons["deep/test_it.py::test_b"] == 'failed on teardown with "ValueError: late"'
    assert ran.trouble is None


@pytest.mark.usefixtures("project")
def test_one_test_alone() -> None:
    """Others of its file are left alone; one that pytest does not find brings all of its file."""
    assert len(run_tests(sys.executable, ["deep/test_it.py::test_c"]).outcomes) == 1
    assert len(run_tests(sys.executable, ["deep/test_it.py::test_gone"]).outcomes) == 4


def test_no_tests_are_no_trouble(project: Path) -> None:
    """As in a file of fixtures only."""
    write(project, {"test_none.py": "x = 1\n"})
    assert run_tests(sys.executable, ["test_none.py"]) == Ran()


def test_a_broken_file_is_a_red_test(project: Path) -> None:
    """It could not be collected."""
    write(project, {"test_broken.py": "1 / 0\n"})
    assert list(run_tests(sys.executable, ["test_broken.py"]).outcomes.values()) == ["error"]


def test_a_call_that_pytest_refuses_is_told(project: Path) -> None:
    """With what it says."""
    write(project, {"pytest.ini": "[pytest]\naddopts = --nonsense\n"})
    ran = run_tests(sys.executable, ["deep/test_it.py"])
    assert ran.outcomes == {}
    assert ran.trouble


@pytest.mark.usefixtures("project")
def test_an_interpreter_without_pytest_is_told(tmp_path: Path) -> None:
    """It says so itself."""
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho No module named pytest >&2\nexit 1\n")
    fake.chmod(0o755)
    assert run_tests(str(fake), ["deep/test_it.py"]) == Ran(trouble="No module named pytest")
    fake.write_text("#!/bin/sh\nexit 1\n")
    assert run_tests(str(fake), ["deep/test_it.py"]) == Ran(trouble="pytest ended with 1")


def test_an_interpreter_that_is_not_there_is_a_wrong_call() -> None:
    """The cure is to name another."""
    with pytest.raises(UsageError, match=r"/gone/python can't be run: No such file.*Name .*: --python"):
        run_tests("/gone/python", ["test_it.py"])


def test_tests_that_do_not_end_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever."""

    def too_long(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("pytest", 600)

    monkeypatch.setattr(running.subprocess, "run", too_long)
    assert run_tests("python", ["test_it.py"]) == Ran(trouble="the tests did not end within 600 seconds")


def test_a_report_without_files_is_read_too(tmp_path: Path) -> None:
    """Some plugins write such; then the dotted name has to do."""
    report = tmp_path / "report.xml"
    report.write_text('<testsuite><testcase classname="a.b.TestIt" name="test_c"/></testsuite>')
    assert read_report(report) == Ran({"a.b.TestIt::test_c": "passed"})
