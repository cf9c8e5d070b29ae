"""What is read in what pytest has written of a project."""

from __future__ import annotations

from benchmarks.field.reading import crashes, explored, failure, findings

TEARDOWN = """failed on teardown with "GuardFailure: leaked-loop: an event loop was made and never closed
    app/client.py:205:  loop = asyncio.new_event_loop()
    why: it holds a selector
    more: asyncproof explain leaked-loop
died-task: task `work()` died of `KeyError`, and nobody looked
    why: an error in a task reaches only who awaits it
    more: asyncproof explain died-task"
"""
EXPLORED = """
FAILED
asyncproof explored 1,064 tests in 11,128 runs: 55 bounded, 9 sampled
asyncproof did not explore tests/test_a.py::test_b: it fails in virtual time, whatever the order
"""


def test_findings_of_one_failure() -> None:
    """Each has its guard, its message and the first place that it names, if it names one."""
    assert findings(TEARDOWN) == [
        {
            "guard": "leaked-loop",
            "message": "an event loop was made and never closed",
            "where": "app/client.py:205",
        },
        {"guard": "died-task", "message": "task `work()` died of `KeyError`, and nobody looked", "where": ""},
    ]


def test_a_failure_of_the_test_itself() -> None:
    """What no guard has said is no finding."""
    assert findings("AssertionError: total: 3\n    assert 3 == 4\n") == []


def test_what_was_explored() -> None:
    """Tests and runs are counted, and what was left alone is told with its reason."""
    assert explored(EXPLORED) == {
        "tests": 1064,
        "runs": 11128,
        "not explored": ["tests/test_a.py::test_b: it fails in virtual time, whatever the order"],
    }
    assert explored("3 passed")["tests"] == 0


def test_a_failure_that_exploring_has_found() -> None:
    """Its rung and its line are read; a failure of another kind has neither."""
    told = "latency: it takes something\nreplay: pytest a.py::b --replay=latency:ap1.x\n"
    assert failure(told) == {"rung": "latency", "replay": "pytest a.py::b --replay=latency:ap1.x"}
    assert failure("assert 1 == 2") == {"rung": "", "replay": ""}


def test_crashes_of_ours() -> None:
    """An internal error and a guard that fails are crashes; a test that fails in our loop is none."""
    internal = "INTERNALERROR> Traceback (most recent call last):"
    ignored = "Exception ignored in a guard of asyncproof: 'open'"
    frame = '  File "/x/site-packages/asyncproof/loop/turning.py", line 3, in _run_once'
    assert crashes(f"{internal}\nE   assert 1\n{frame}\n{ignored}\n") == [internal, ignored]
    assert crashes("test_a.py:3: in test_a\nE   assert 1 == 2\n") == []
