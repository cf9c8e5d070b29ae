"""Claims about mending as the commands do it; what a user sees is in test_fixing.py."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.registry import all_rules
from asyncproof.cli.fixing.finished import Finished
from asyncproof.cli.fixing.work import Work
from asyncproof.core import UsageError
from tests.check.world import write

PROJECT = """\
[project]
name = "shop"
dependencies = ["pytest", "pytest-asyncio"]
[tool.pytest.ini_options]
asyncio_mode = "auto"
addopts = "-p no:asyncproof"
"""
SHOP = """\
async def is_open():
    return False
async def work(): ...
async def sell():
    work()
"""
TEST = """\
import pytest
from shop import is_open, work
async def test_open():
    assert is_open()
async def test_work():
    work()
def test_other():
    assert True
"""
RULES = [rule for rule in all_rules() if rule.name in {"missing-await", "tested-coroutine"}]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop with a test that passes although the shop is not open; it is the current folder."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": PROJECT, "shop.py": SHOP, "test_shop.py": TEST})
    return tmp_path


def finished(*names: str, **options: Any) -> Finished:
    """Mend some files of the current folder."""
    given = {"unsafe_fixes": True, "diff": False, "verify": False, "python": sys.executable, **options}
    work = Work(argparse.Namespace(**given))
    mend(work, Path.cwd(), *map(Path, names))
    return work.finish()


def mend(work: Work, root: Path, *paths: Path) -> None:
    """Mend files of a project."""
    work.mend(lambda read: Checker(root, RULES, raises=True, read=read), paths, lambda outcome: outcome)


def test_files_are_written_and_it_is_told(project: Path) -> None:
    """How many findings in how many files."""
    assert finished("shop.py", "test_shop.py") == Finished(["3 findings mended in 2 files"])
    assert "await work()" in (project / "shop.py").read_text()
    assert finished("shop.py", "test_shop.py") == Finished(["nothing to mend"])


def test_a_difference_is_shown_and_nothing_written(project: Path) -> None:
    """It can be applied later."""
    found = finished("shop.py", diff=True)
    assert found.notes == ["1 finding would be mended in 1 file"]
    assert found.difference[:2] == ["--- shop.py\n", "+++ shop.py\n"]
    assert found.difference[-2:] == ["-    work()\n", "+    await work()\n"]
    assert (project / "shop.py").read_text() == SHOP


def test_a_file_that_cannot_be_written_is_told(project: Path) -> None:
    """It does not count as mended, and the others are."""
    (project / "shop.py").chmod(0o444)
    found = finished("shop.py", "test_shop.py")
    assert found.notes == ["2 findings mended in 1 file"]
    assert [(one.path, one.message) for one in found.troubles] == [
        ("shop.py", "is read-only: it was left as it is")
    ]


def test_a_fix_that_is_not_taken_is_told(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """With its place, its rule and the reason."""
    monkeypatch.setattr("asyncproof.check.fixing.mending.objection", lambda *_: "it is no good")
    assert finished("shop.py").notes == [
        "nothing to mend",
        "  shop.py:5: the fix of missing-await is not taken: it is no good",
    ]
    assert (project / "shop.py").read_text() == SHOP


def test_the_mended_tests_are_run_before_and_after(project: Path) -> None:
    """In a process of their own; one that is red now told the truth for the first time."""
    found = finished("shop.py", "test_shop.py", verify=True)
    assert found.notes == [
        "3 findings mended in 2 files",
        "verify: passed -> failed  test_shop.py::test_open: it told the truth for the first time",
        "    assert False",
        "verify: 1 test ended otherwise than before, 1 as before",
    ]
    assert "await is_open()" in (project / "test_shop.py").read_text()


def test_the_tests_of_each_project_are_run_apart(project: Path) -> None:
    """As each has a configuration of its own."""
    write(
        project / "other",
        {"pytest.ini": "[pytest]\npython_functions = claim_*\naddopts = -p no:asyncproof\n"},
    )
    write(project / "other", {"test_it.py": "async def work(): ...\nasync def claim_a():\n    work()\n"})
    work = Work(argparse.Namespace(unsafe_fixes=True, diff=False, verify=True, python=sys.executable))
    mend(work, project, Path("test_shop.py"))
    mend(work, project / "other", Path("other", "test_it.py"))
    assert [line for line in work.finish().notes if line.startswith("verify")] == [
        "verify: passed -> failed  test_shop.py::test_open: it told the truth for the first time",
        "verify: 1 test ended otherwise than before, 1 as before",
        "verify: 0 tests ended otherwise than before, 1 as before",
    ]


@pytest.mark.usefixtures("project")
def test_mended_code_outside_of_tests_runs_none() -> None:
    """Which tests would run it is not known."""
    assert finished("shop.py", verify=True).notes[1:] == ["verify: nothing was mended that stands in a test"]


def test_tests_that_cannot_be_run_leave_all_as_it_was(project: Path) -> None:
    """Before anything is written."""
    write(project, {"pyproject.toml": PROJECT.replace("-p no:asyncproof", "--nonsense")})
    with pytest.raises(UsageError, match=r"Nothing was mended\.\nName the interpreter"):
        finished("test_shop.py", verify=True)
    assert (project / "test_shop.py").read_text() == TEST
