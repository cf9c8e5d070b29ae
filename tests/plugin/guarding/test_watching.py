from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

FETCH = """
async def fetch():
    pass
"""


@pytest.fixture(autouse=True)
def _silent(suite: Suite) -> None:
    """Python's own warning is not what these tests are about."""
    suite.ini(warnings="ignore")


def test_what_is_found_in_the_call_is_a_failure(suite: Suite) -> None:
    """The test fails, in pytest's usual place, without a traceback of ours."""
    suite.file(FETCH + "def test_lie():\n    fetch()\n")
    text = suite.run(failed=1)
    assert "FAILED test_it.py::test_lie - GuardFailure: never-awaited: coroutine `fetch`" in text
    assert "Traceback" not in text
    assert "watching.py" not in text


def test_what_is_found_afterwards_is_an_error_of_the_same_test(suite: Suite) -> None:
    """The name is right, and the next test passes."""
    suite.file(
        FETCH + "kept = []\n\ndef test_lie():\n    kept.append(fetch())\n\ndef test_next():\n    pass\n"
    )
    assert "ERROR at teardown of test_lie" in suite.run(passed=2, errors=1)


def test_a_failure_of_its_own_comes_first(suite: Suite) -> None:
    """A test that fails for itself keeps its traceback; what was found stands in a section below."""
    suite.file(FETCH + "def test_both():\n    fetch()\n    assert 1 == 2\n")
    text = suite.run(failed=1)
    assert "FAILED test_it.py::test_both - assert 1 == 2" in text
    assert "- asyncproof guards -" in text
    assert text.index("E       assert 1 == 2") < text.index("never-awaited: coroutine `fetch`")


def test_an_expected_failure_does_not_hide_a_lie(suite: Suite) -> None:
    """A strict xfail that passes but for a guard's finding is an xfail like any other."""
    suite.file(FETCH + "@pytest.mark.xfail(strict=True)\ndef test_known():\n    fetch()\n")
    suite.run(xfailed=1)


def test_a_skipped_test_is_left_alone(suite: Suite) -> None:
    """Skips in a mark, in the call and in a fixture stay skips."""
    suite.file(
        FETCH
        + """
@pytest.mark.skip
def test_mark():
    fetch()

def test_call():
    pytest.skip("no")

@pytest.fixture
def absent():
    pytest.skip("no")

def test_fixture(absent):
    pass
"""
    )
    suite.run(skipped=3)


def test_a_wide_fixture_is_judged_at_its_end(suite: Suite) -> None:
    """What a module's fixture keeps is no matter of its tests; what it leaves is told with its name."""
    suite.file(
        FETCH
        + """
@pytest.fixture(scope="module")
def prepared():
    kept = fetch()
    yield kept

@pytest.fixture(scope="module")
def cleaned():
    kept = fetch()
    yield kept
    kept.close()

def test_first(prepared, cleaned):
    pass

def test_last(prepared, cleaned):
    pass
"""
    )
    text = suite.run(passed=2, errors=1)
    assert "ERROR at teardown of test_last" in text
    assert "it belongs to fixture `prepared` (module scope)" in text
    assert "cleaned" not in text.partition("it belongs to")[0]


def test_reruns_are_judged_anew(suite: Suite) -> None:
    """A test that is run again is a new owner each time."""
    suite.file(
        FETCH
        + """
runs = []

def test_flaky():
    runs.append(1)
    if len(runs) == 1:
        fetch()
"""
    )
    assert "1 passed, 1 rerun" in suite.run("-p", "rerunfailures", "--reruns", "1", passed=1)


def test_a_context_leads_to_no_object_of_pytest(suite: Suite) -> None:
    """Who counts what can be reached from a loop finds the owner, and nothing of the run behind it."""
    suite.file(
        """
import contextvars
import gc
from types import FunctionType

import pytest


@pytest.fixture(scope="module")
def shared():
    return contextvars.copy_context()


def reached(thing):
    seen, todo = {}, [thing]
    while todo:
        one = todo.pop()
        if id(one) not in seen and not isinstance(one, (type, FunctionType)):
            seen[id(one)] = one
            todo += gc.get_referents(one)
    return {type(one).__name__ for one in seen.values()}


@pytest.mark.parametrize("_", range(2))
def test_context(shared, _):
    for kinds in (reached(contextvars.copy_context()), reached(shared)):
        assert kinds & {"Test", "WideFixture"}
        assert not kinds & {"Function", "FixtureDef", "Config", "Session", "module"}
"""
    )
    suite.run(passed=2)
