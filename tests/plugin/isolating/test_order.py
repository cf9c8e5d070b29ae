from __future__ import annotations

from types import SimpleNamespace

import pytest

from asyncproof.plugin.guarding.late import REMARK
from asyncproof.plugin.isolating.order import Order, is_guards_doing


def report(test: str, outcome: str = "passed", *, worker: str = "", message: str = "") -> pytest.TestReport:
    """Return a report as pytest makes it."""
    crash = SimpleNamespace(reprcrash=SimpleNamespace(message=message)) if outcome == "failed" else None
    made = pytest.TestReport(test, ("f", 1, test), {}, outcome, crash, "call")
    if worker:
        made.worker_id = worker
    return made


def test_what_ran_before_a_failure() -> None:
    """The tests before it, in their order, each once."""
    order = Order()
    for test in ("a", "a", "b"):
        order.hear(report(test))
    order.hear(report("c", "failed", message="AssertionError"))
    order.hear(report("d"))
    assert order.before("c") == ["a", "b"]
    assert list(order.failed) == ["c"]


def test_workers_are_told_apart() -> None:
    """Only what ran in the same process counts."""
    order = Order()
    order.hear(report("a", worker="gw0"))
    order.hear(report("b", worker="gw1"))
    order.hear(report("c", "failed", worker="gw1", message="ValueError"))
    assert order.before("c") == ["b"]
    assert order.knows("a")
    assert not order.knows("z")


def test_failures_by_guards_are_no_victims() -> None:
    """What a guard has found in a test is that test's own doing."""
    found = report("a", "failed", message="GuardFailure: leaked-task: ...")
    assert is_guards_doing(found)
    assert not is_guards_doing(report("a", "failed", message="AssertionError: GuardFailure"))
    order = Order()
    order.hear(found)
    assert not order.failed


def test_what_a_guard_finds_late_has_no_victims_either() -> None:
    """A test that is blamed when it was over, because another one failed for it, is no victim itself."""
    late = pytest.TestReport(
        "a", ("f", 1, "a"), {}, "failed", f"{REMARK}\nforeign-loop-object: ...", "teardown"
    )
    assert is_guards_doing(late)
    other = pytest.TestReport("a", ("f", 1, "a"), {}, "failed", "fixture not found", "setup")
    assert not is_guards_doing(other)
