from __future__ import annotations

import sys

from asyncproof.doubles.errors import UnconfiguredCall
from asyncproof.doubles.refusals import Refused


def swallow(error: UnconfiguredCall) -> None:
    """Raise an error, and catch it where nobody sees."""
    try:
        raise error
    except UnconfiguredCall:
        pass


def test_an_error_that_is_gone() -> None:
    """Whether it came to the test is known when the error is no more."""
    error = UnconfiguredCall("x")
    refused = Refused(error, None)
    swallow(error)
    del error
    assert not refused.was_seen_by({sys._getframe().f_code})
    assert refused.was_seen_by({swallow.__code__})


def test_an_error_that_somebody_keeps() -> None:
    """Its traceback is asked while it is there."""
    error = UnconfiguredCall("x")
    refused = Refused(error, None)
    swallow(error)
    assert refused.was_seen_by({swallow.__code__})
    assert not refused.was_seen_by(set())


def test_an_error_without_a_way() -> None:
    """Where nobody knows how far it came, it counts as seen: an honest test must not fail."""
    error = UnconfiguredCall("x")
    refused = Refused(error, None)
    assert refused.was_seen_by(set())
    error.with_traceback(None)
    del error
    assert refused.was_seen_by(set())
