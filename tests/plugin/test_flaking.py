from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

TESTS = """
import pytest

ATTEMPTS = []

@pytest.mark.asyncio
async def test_async():
    ATTEMPTS.append(1)
    assert len(ATTEMPTS) > 1

def test_sync(attempts=[]):
    attempts.append(1)
    assert len(attempts) > 1

@pytest.mark.asyncio
async def test_always():
    assert False
"""


def test_who_passes_when_run_again(pytester: pytest.Pytester) -> None:
    """An async test that failed before is told; a sync one, and one that fails again, are not."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_inprocess("--reruns", "1", "-p", "no:randomly")
    result.stdout.fnmatch_lines(
        [
            "What happened: 1 async test failed, and passed when run again:",
            "    *::test_async",
            "Do this: pytest --explore *::test_async",
        ]
    )
    result.stdout.no_fnmatch_line("    *::test_sync")
    result.stdout.no_fnmatch_line("    *::test_always")


def test_nothing_is_said_without_reruns(pytester: pytest.Pytester) -> None:
    """A run in which nothing is run again ends as always."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_inprocess("-p", "no:randomly")
    result.stdout.no_fnmatch_line("*passed when run again*")
