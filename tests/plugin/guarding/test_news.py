from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from asyncproof.plugin.guarding.news import OUTPUT, take_over

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_a_worker_that_crashed_has_no_news() -> None:
    """Nothing is expected of a worker that did not get to its end."""
    take_over(SimpleNamespace(config=None))
    take_over(SimpleNamespace(config=None, workeroutput={}))
    take_over(SimpleNamespace(config=None, workeroutput={OUTPUT: {"late": []}}))


def test_a_crash_of_a_worker_stays_what_it_is(suite: Suite) -> None:
    """The run ends as pytest-xdist ends it: the test that killed its worker fails, the others pass."""
    suite.file(
        """
        import os

        def test_kills():
            os._exit(1)

        def test_lives():
            pass
        """
    )
    text = suite.run("-p", "xdist", "-n", "1", passed=1, failed=1)
    assert "crashed while running 'test_it.py::test_kills'" in text


def test_a_fixture_that_ends_after_the_last_test(suite: Suite) -> None:
    """With -x a session's fixture may be torn down when no test runs: what it left is told all the same."""
    suite.ini(warnings="ignore")
    suite.file(
        """
        async def fetch():
            pass

        @pytest.fixture(scope="session")
        def prepared():
            kept = fetch()
            yield
            assert kept

        def test_fails(prepared):
            assert False

        def test_never_runs(prepared):
            pass
        """
    )
    text = suite.pytester.runpytest_inprocess("-x").stdout.str()
    assert "FAILED test_it.py::test_fails - assert False" in text
    assert "never-awaited: coroutine `fetch` was made and never awaited" in text
    assert "it belongs to fixture `prepared` (session scope)" in text
