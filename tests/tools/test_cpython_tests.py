from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from tools.cpython_differences import Difference, Expected, Outcome, compare
from tools.cpython_expected import EXPECTED
from tools.cpython_page import BEGIN, END, Count, write_page
from tools.cpython_tests import read_results, report, run_module

if TYPE_CHECKING:
    from pathlib import Path

PASSED, FAILED = Outcome("passed"), Outcome("failed", "AssertionError: 1 != 2")
LOCKED = Difference("3.12", "virtual", "test_locks.LockTests.test_lock", "passed", FAILED)
ENTRY = Expected(("test_locks.*.test_lock",), "private parts", "It looks into a drawer.", modes=("virtual",))


def test_only_what_went_another_way_is_a_difference() -> None:
    """A test that is missing on one side is a difference as well."""
    stock = {"a": PASSED, "b": PASSED, "c": PASSED}
    found = compare("3.12", "real", stock, {"a": PASSED, "b": FAILED})
    assert [(each.test, each.stock, each.ours.outcome) for each in found] == [
        ("b", "passed", "failed"),
        ("c", "passed", "absent"),
    ]


@pytest.mark.parametrize(
    ("entry", "covered"),
    [
        (ENTRY, True),
        (Expected(ENTRY.tests, "", "", modes=("real",)), False),
        (Expected(ENTRY.tests, "", "", pythons=("3.11",)), False),
        (Expected(("test_locks.*.test_unlock",), "", ""), False),
    ],
)
def test_an_entry_covers_its_tests_modes_and_versions_only(entry: Expected, covered: bool) -> None:
    """An entry that covers too much would hide the next bug."""
    assert entry.covers(LOCKED) is covered


def test_an_unexpected_difference_is_reported_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The line says what it was, what it is, and how the test ended."""
    assert report([LOCKED], [ENTRY], details=True) == 0
    assert report([LOCKED], [], details=True) == 1
    out = capsys.readouterr().out
    assert "1 differences, 1 of them expected" in out
    assert "UNEXPECTED 3.12 virtual: test_locks.LockTests.test_lock: passed on stock, failed on ours" in out
    assert "AssertionError: 1 != 2" in out


def test_a_test_that_began_and_did_not_end_is_known(tmp_path: Path) -> None:
    """So a hanging test is named and the session goes on without it."""
    results = tmp_path / "results"
    results.write_text('{"test": "a"}\n{"test": "a", "outcome": "passed", "detail": ""}\n{"test": "b"}\n')
    assert read_results(results) == ({"a": PASSED}, "b")


def test_the_page_has_the_counts_and_the_reasons(tmp_path: Path) -> None:
    """Only reasons that were met are listed, and what people wrote around them stays."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    unmet = Expected(("test_none",), "real time", "Never met.")
    write_page(page, [Count("3.12", "virtual", 1, 70)], [LOCKED], [ENTRY, unmet])
    text = page.read_text()
    assert "| 3.12 | virtual time | 1 | 70 | 69 | 1 |" in text
    assert "- **private parts** (virtual time; Python 3.12): `test_locks.*.test_lock`. It looks into" in text
    assert "old" not in text
    assert "Never met" not in text


def test_every_expected_difference_gives_a_reason() -> None:
    """An entry without one would be an excuse."""
    assert all(entry.kind and entry.reason.endswith(".") for entry in EXPECTED)


@pytest.mark.skipif(
    importlib.util.find_spec("test.test_asyncio") is None, reason="this interpreter comes without its tests"
)
def test_a_module_of_cpython_runs_the_same_on_all_loops() -> None:
    """The real thing, on one small module: stock, ours in real time, ours in virtual time."""
    stock = run_module(sys.executable, "test_pep492", "stock")
    assert len(stock) > 5
    assert run_module(sys.executable, "test_pep492", "real") == stock
    assert run_module(sys.executable, "test_pep492", "virtual") == stock
