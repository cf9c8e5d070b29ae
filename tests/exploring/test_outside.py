from __future__ import annotations

import asyncio
import json
import sys

import pytest

from asyncproof import UsageError
from asyncproof.exploring.outside import is_cut_short, is_of_outside, may_end_with


class OutOfReachError(Exception):
    """An error of a program."""


class UnequalError(AssertionError):
    """An assertion of a library."""


def caused(error: Exception, by: BaseException) -> Exception:
    """Return an error with a cause."""
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "of_outside"),
    [
        (ConnectionRefusedError(), True),
        (asyncio.IncompleteReadError(b"", 1), True),
        (asyncio.TimeoutError(), True),
        (OutOfReachError(), True),
        (json.JSONDecodeError("bad", "", 0), True),
        (caused(ValueError(), OSError()), True),
        (caused(ValueError(), caused(KeyError(), OSError())), True),
        (caused(ValueError(), KeyError()), False),
        (ValueError(), False),
        (AttributeError(), False),
        (AssertionError(), False),
        (caused(AssertionError(), OSError()), False),
        (UnequalError(), False),
        (UsageError("no"), False),
        (asyncio.CancelledError(), False),
        (KeyboardInterrupt(), False),
        (None, False),
    ],
)
def test_which_errors_say_that_the_outside_has_failed(error: BaseException | None, of_outside: bool) -> None:
    """Input and output, classes of programs and libraries, and what is raised from such; nothing else."""
    assert is_of_outside(error) is of_outside


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups are there since 3.11")
def test_a_group_is_what_all_in_it_are() -> None:
    """One error of another kind is enough to tell it."""
    group = ExceptionGroup  # noqa: F821 - see above
    assert is_of_outside(group("both", [OSError(), OutOfReachError()]))
    assert not is_of_outside(group("both", [OSError(), AttributeError()]))


@pytest.mark.parametrize(
    ("error", "after"),
    [
        (asyncio.CancelledError(), {"cancelled"}),
        (OSError(), {"failed"}),
        (asyncio.TimeoutError(), {"failed", "limited"}),
        (ValueError(), set()),
        (None, set()),
    ],
)
def test_how_a_run_may_end(error: BaseException | None, after: set[str]) -> None:
    """Cancelled if somebody was, for a limit that was over, for an outside that failed, and not otherwise."""
    for what in ("cancelled", "failed", "limited"):
        done = {name: what == name for name in ("cancelled", "failed", "limited")}
        assert may_end_with(error, **done) is (what in after)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups came with 3.11")
def test_a_group_is_cut_short_if_all_in_it_are() -> None:
    """A limit that is over in several tasks of a group ends them all."""
    group = ExceptionGroup  # noqa: F821 - see above
    assert is_cut_short(group("both", [TimeoutError(), TimeoutError()]), cancelled=True, limited=True)
    assert not is_cut_short(group("both", [TimeoutError(), ValueError()]), cancelled=True, limited=True)
    assert not is_cut_short(group("one", [TimeoutError()]), cancelled=True, limited=False)
