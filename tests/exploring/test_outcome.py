from __future__ import annotations

import asyncproof
from asyncproof.core import Schedule
from asyncproof.exploring.outcome import Outcome, cause_of


def raised(error: BaseException) -> BaseException:
    """Return an error that was raised here."""
    try:
        raise error
    except BaseException as caught:
        return caught


def test_what_two_failures_have_in_common() -> None:
    """Failures of one cause are of one kind and from one line, whatever their message."""
    first, second = (raised(ValueError(str(number))) for number in range(2))
    assert cause_of(first) == cause_of(second)
    assert cause_of(raised(KeyError())) != cause_of(first)
    assert cause_of(asyncproof.Deadlock("a")) == cause_of(raised(asyncproof.Deadlock("b")))
    assert cause_of(ValueError("never raised")) == ("ValueError", "")


def test_groups_of_errors() -> None:
    """A group has the causes of all that is in it."""

    class Group(Exception):  # noqa: N818 - as Python's own
        exceptions = (raised(ValueError()), raised(KeyError()))

    kinds = cause_of(Group())
    assert {"ValueError", "KeyError", "Group"} <= set(kinds)


def test_a_run_without_error() -> None:
    """A run that ended well has no cause."""
    outcome = Outcome(Schedule())
    assert not outcome.failed
    assert outcome.cause == ()
