from __future__ import annotations

from asyncproof import explore
from asyncproof.exploring.crew.errors import LostScenarioError, WorkersError
from tests.exploring import scenarios


def test_what_was_found_before_is_told_with_the_error() -> None:
    """Failures are not lost with the workers; where there are none, the error is what it was."""
    nothing, something = explore(scenarios.in_order, runs=3), explore(scenarios.inversion, runs=60)
    error = LostScenarioError("the worker has gone")
    assert error.after(nothing) is error
    told = error.after(something)
    assert isinstance(told, LostScenarioError)
    assert told.message.startswith("the worker has gone\n\nFound before that:\nAssertionError: ")
    assert WorkersError.slug == "workers"
