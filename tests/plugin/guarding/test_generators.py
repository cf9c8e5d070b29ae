from __future__ import annotations

from typing import TYPE_CHECKING

from tests.neighbours import without_slow

if TYPE_CHECKING:
    import pytest

TEST = """
import pytest

@pytest.mark.asyncio
async def test_generator():
    yield

@pytest.mark.asyncio
@pytest.mark.xfail(reason="known")
async def test_known():
    raise AssertionError
"""
OPTIONS = (*without_slow(), "-p", "no:cacheprovider", "-o", "asyncio_default_fixture_loop_scope=function")


def test_an_async_generator_fails_where_it_was_passed_over(pytester: pytest.Pytester) -> None:
    """What pytest-asyncio reports as an expected failure is one that nobody expects; the user's own stays."""
    pytester.makepyfile(TEST)
    result = pytester.runpytest_subprocess(*OPTIONS, "-W", "ignore::pytest.PytestCollectionWarning")
    result.assert_outcomes(failed=1, xfailed=1)
    result.stdout.fnmatch_lines(["never-ran: test `test_generator` is an async generator*"])


def test_who_switches_the_guard_off_gets_what_was_before(pytester: pytest.Pytester) -> None:
    """Then the mark of pytest-asyncio stays."""
    pytester.makepyfile(
        TEST.replace(
            "import pytest\n", "import pytest\npytestmark = pytest.mark.asyncproof(never_ran='off')\n", 1
        )
    )
    result = pytester.runpytest_subprocess(*OPTIONS, "-W", "ignore::pytest.PytestCollectionWarning")
    result.assert_outcomes(xfailed=2)
