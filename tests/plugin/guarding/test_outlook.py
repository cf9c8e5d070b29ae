"""What would fail is told folder by folder, with the line that makes it so, and the line does just that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.sayings import read_levels, read_line
from asyncproof.plugin.guarding.outlook import MOST_FOLDERS, Outlook, Warned
from asyncproof.plugin.guarding.settings import GuardSettings

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

HEAD = "what would fail, and the line of asyncproof_guards that makes it so:"
TESTS = (
    "tests/old/test_a.py::test_one",
    "tests/new/test_b.py::test_two",
    "tests/old/db/test_c.py::test_three",
)
FOUND = (
    Warned(TESTS[0], "leaked-task"),
    Warned(TESTS[0], "leaked-task"),
    Warned(TESTS[0], "never-awaited"),
    Warned(TESTS[2], "leaked-task"),
)


def told(
    *said: str, typed: str = "", tests: tuple[str, ...] = TESTS, warned: tuple[Warned, ...] = FOUND
) -> list[str]:
    """Return what is told of a project with these settings."""
    settings = GuardSettings(
        Path("/project"), tuple(map(read_line, said)), typed=read_levels(typed) if typed else {}
    )
    return Outlook(settings, tests, warned).lines()


@pytest.mark.parametrize("how", [(("all = warn",), ""), ((), "all=warn")])
def test_each_folder_has_its_line(how: tuple[tuple[str, ...], str]) -> None:
    """The least to do comes first; a folder counts what is in the folders below it."""
    assert told(*how[0], typed=how[1]) == [
        HEAD,
        "    tests/new: all = error      nothing",
        "    tests/old/db: all = error   1 test: leaked-task 1",
        "    tests/old: all = error      2 tests: leaked-task 2, never-awaited 1",
    ]


def test_nothing_is_told_where_nobody_asked_for_warnings() -> None:
    """Without a level `warn` there is nothing to be turned on; nor without a folder where it holds."""
    assert told() == []
    assert told("tests/elsewhere: all = warn", warned=()) == []


def test_only_folders_that_warn_are_told() -> None:
    """A folder that fails already needs no line; one that is nearer keeps what it says."""
    assert told("tests/old: all = warn", "tests/old/db: all = warn") == [
        HEAD,
        "    tests/old/db: all = error   1 test: leaked-task 1",
        "    tests/old: all = error      1 test: leaked-task 1, never-awaited 1",
    ]


def test_guards_are_named_where_all_would_do_too_much_or_too_little() -> None:
    """What is switched off stays off, and a level of one guard is beaten by that guard's own name."""
    assert told("all = warn", "blocking = off") == [
        HEAD,
        "    tests/old/db: leaked-task = error                       1 test: leaked-task 1",
        "    tests/old: leaked-task = error, never-awaited = error   2 tests: leaked-task 2, never-awaited 1",
    ]
    assert told("all = warn", "tests/old/db: leaks = warn")[2:] == [
        "    tests/old/db: leaked-task = error   1 test: leaked-task 1",
        "    tests/old: all = error              1 test: leaked-task 1, never-awaited 1",
    ]


def test_the_root_has_a_line_without_a_folder() -> None:
    """Tests beside the configuration file are in no folder; what belongs to no test is left out."""
    warned = (Warned("test_a.py::test_one", "leaked-task"), Warned("the run as a whole", "leaked-task"))
    assert told("all = warn", tests=("test_a.py::test_one",), warned=warned) == [
        HEAD,
        "    all = error   1 test: leaked-task 1",
    ]


@pytest.mark.parametrize(("more", "said"), [(1, "    and 1 more folder"), (3, "    and 3 more folders")])
def test_it_stays_short(more: int, said: str) -> None:
    """Of many folders the first ones are told."""
    tests = tuple(f"tests/a{number:02}/test_a.py::test_one" for number in range(MOST_FOLDERS + more))
    lines = told("all = warn", tests=tests, warned=())
    assert len(lines) == MOST_FOLDERS + 2
    assert lines[-1] == said


LIES = """
async def fetch():
    pass

def test_lie():
    fetch()

@pytest.mark.asyncproof(all="warn")
def test_marked():
    fetch()
"""


def test_the_end_of_a_run_says_it(suite: Suite) -> None:
    """The line that is told makes just these tests fail; what a mark says is not in its power."""
    suite.ini("asyncproof_guards =\n    all = warn", warnings="ignore")
    suite.file(LIES)
    text = suite.run(passed=2)
    assert f"{HEAD}\n    all = error   1 test: never-awaited 1\n" in text
    suite.ini("asyncproof_guards =\n    all = warn\n    all = error", warnings="ignore")
    assert HEAD not in suite.run(passed=1, failed=1)
