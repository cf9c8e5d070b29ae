from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.guard import Session

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

ACTIVE = """
from asyncproof.guard import Session
BEFORE = len(Session.active)

def test_active():
    print("sessions:", len(Session.active))
"""
LIES = """
async def fetch():
    pass

def test_lie():
    fetch()
"""
ASKS_MODULES = """
import sys

def test_nothing_is_loaded():
    assert not [name for name in sys.modules if name.startswith("asyncproof.guard")]
"""


def test_who_blocks_the_guards_still_gets_explanations(suite: Suite) -> None:
    """The way in which pytest switches plugins off is heard, and leaves the rest of it alone."""
    suite.file("""
        import asyncio
        from unittest.mock import Mock

        async def wait():
            await Mock()()

        def test_waits():
            asyncio.run(wait())
        """)
    out = suite.run("-p", "no:asyncproof-guards", failed=1)
    assert "asyncproof explains" in out


def test_tests_are_guarded_unless_forbidden(suite: Suite) -> None:
    """A session is active while the tests run, and over when the run is."""
    before = list(Session.active)
    suite.file(ACTIVE)
    assert f"sessions: {len(before) + 1}" in suite.run("-s", passed=1)
    assert Session.active == before


@pytest.mark.parametrize(
    "options", [["--no-guards"], ["--guard", "all=off"], ["--guard", "leaks=off", "--guard", "all = off"]]
)
def test_all_off_loads_nothing(suite: Suite, options: list[str]) -> None:
    """Where the command line switches all guards off, none of their modules is imported."""
    suite.file(ASKS_MODULES)
    result = suite.pytester.runpytest_subprocess(*options)
    result.assert_outcomes(passed=1)


def test_all_off_but_one_is_one(suite: Suite) -> None:
    """`all=off` leaves room for a guard that is wanted."""
    suite.ini(warnings="ignore")
    suite.file(LIES)
    suite.run("--guard", "all=off", "--guard", "never_awaited=error", failed=1)


def test_all_off_in_the_file_starts_no_session(suite: Suite) -> None:
    """Where the file switches all off and no mark says otherwise, nothing is watched."""
    suite.ini("asyncproof_guards = all = off")
    suite.file(ACTIVE)
    assert f"sessions: {len(Session.active)}\n" in suite.run("-s", passed=1)


def test_a_mark_wakes_one_guard(suite: Suite) -> None:
    """Where all are off, a mark can switch one on for a test."""
    suite.ini("asyncproof_guards = all = off", warnings="ignore")
    suite.file(
        LIES
        + """
@pytest.mark.asyncproof(never_awaited="error")
def test_marked():
    fetch()
"""
    )
    suite.run(passed=1, failed=1)


def test_collecting_alone_starts_nothing(suite: Suite) -> None:
    """`--collect-only` lists tests and loads no guard."""
    suite.file(LIES)
    suite.pytester.makeconftest(
        """
        import sys

        def pytest_unconfigure():
            print("loaded:", [name for name in sys.modules if name.startswith("asyncproof.guard.guards")])
        """
    )
    text = suite.pytester.runpytest_subprocess("--collect-only", "-q", "-s").stdout.str()
    assert "loaded: []" in text


def test_a_run_inside_a_run(suite: Suite) -> None:
    """A test that runs pytest in its process is guarded, and so are the tests inside, each by its session."""
    suite.ini(warnings="ignore")
    suite.pytester.makeconftest("pytest_plugins = ['pytester']")
    suite.file(
        '''
        async def fetch():
            pass

        def test_outer(pytester):
            pytester.makepyfile("""
                async def fetch_inside():
                    pass

                def test_inner():
                    fetch_inside()
            """)
            result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
            result.assert_outcomes(failed=1)
            assert "`fetch_inside`" in result.stdout.str()

        def test_outer_lie(pytester):
            pytester.makepyfile("def test_inner(): pass")
            fetch()
            pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)

        def test_after():
            pass
        '''
    )
    text = suite.run(passed=2, failed=1)
    assert "FAILED test_it.py::test_outer_lie" in text
