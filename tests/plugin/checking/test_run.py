from __future__ import annotations

import pytest

from asyncproof.cli import main
from tests.neighbours import NEIGHBOURS, without_slow

BAD = """
from unittest.mock import AsyncMock, MagicMock
import pytest

@pytest.mark.asyncio
async def test_it():
    lock = MagicMock()
    lock.__aexit__ = AsyncMock()
    async with lock:
        assert False
"""
GOOD = """
import asyncio
import pytest

@pytest.mark.asyncio
async def test_it():
    lock = asyncio.Lock()
    async with lock:
        assert lock.locked()
"""
FOUND = ["*= asyncproof check =*", "test_it.py:7:*: error swallowing-mock", "1 error in * file*"]


OPTIONS = ["-pno:cacheprovider", *(f"-pno:{name}" for name in NEIGHBOURS), "--no-guards"]
pytestmark = pytest.mark.asyncproof(mock_swallows="off")  # it would find what check is to find


@pytest.fixture(autouse=True)
def configuration(pytester: pytest.Pytester) -> None:
    """What pytest-asyncio wants to be told."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """Run the tests, without guards."""
    return pytester.runpytest_inprocess(*OPTIONS, *options)


def test_what_is_found_is_told_and_fails_the_run(pytester: pytest.Pytester) -> None:
    """With the line and the cure, after the tests, which pass."""
    pytester.makepyfile(test_it=BAD)
    result = run(pytester, "--asyncproof-check")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(FOUND)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_nothing_is_checked_unless_it_is_asked_for(pytester: pytest.Pytester) -> None:
    """A run without the option is as it was."""
    pytester.makepyfile(test_it=BAD)
    result = run(pytester)
    result.stdout.no_fnmatch_line("*asyncproof check*")
    assert result.ret == pytest.ExitCode.OK


def test_an_honest_run_says_so_and_passes(pytester: pytest.Pytester) -> None:
    """One line, with the number of files, so that nobody wonders whether anything was read.

    In a process of its own, in which nothing was loaded before, and with all guards.
    """
    pytester.makepyfile(test_it=GOOD)
    result = pytester.runpytest_subprocess("-pno:cacheprovider", *without_slow(), "--asyncproof-check")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*= asyncproof check =*", "*1 file*"])
    assert result.ret == pytest.ExitCode.OK


def test_a_run_that_failed_stays_as_it_is(pytester: pytest.Pytester) -> None:
    """A failure of collection is more than a finding."""
    pytester.makepyfile(test_it=GOOD, test_other="import nothing_of_this_name\n")
    assert run(pytester, "--asyncproof-check").ret == pytest.ExitCode.INTERRUPTED


def test_workers_hand_on_what_they_collect(pytester: pytest.Pytester) -> None:
    """And each finding is told once."""
    pytester.makepyfile(test_it=BAD)
    result = run(pytester, "--asyncproof-check", "-pxdist", "-n2")
    result.stdout.fnmatch_lines(FOUND)
    assert str(result.stdout).count("swallowing-mock") == 1


def test_only_files_of_the_run_are_checked(pytester: pytest.Pytester) -> None:
    """And the conftest.py files that are in force in it."""
    pytester.makepyfile(test_it=GOOD, test_other=BAD)
    pytester.makeconftest("async def work(): ...\n\nasync def late():\n    work()\n")
    result = run(pytester, "--asyncproof-check", "test_it.py")
    result.stdout.fnmatch_lines(["conftest.py:4:5: error missing-await", "1 error in * file*"])


def test_settings_and_baseline_hold(pytester: pytest.Pytester) -> None:
    """What is ignored or known is not told, and what can't be read of them is."""
    pytester.makepyfile(test_it=BAD)
    (pytester.path / "pyproject.toml").write_text('[tool.asyncproof.check]\nignore = ["AP301"]\n', "utf-8")
    assert run(pytester, "--asyncproof-check").ret == pytest.ExitCode.OK
    (pytester.path / "pyproject.toml").write_text(
        '[tool.asyncproof.check]\nbaseline = "known.json"\n', "utf-8"
    )
    result = run(pytester, "--asyncproof-check")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["There is no baseline *known.json*"])
    main(["check", "--write-baseline"])
    assert run(pytester, "--asyncproof-check").ret == pytest.ExitCode.OK
