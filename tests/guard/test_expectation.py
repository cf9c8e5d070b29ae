from __future__ import annotations

import sys

from asyncproof.guard.expectation import Expectation


def fail() -> None:
    """Fail."""
    raise ValueError("boom")


def expectation(*, own: bool, kinds: tuple[type[BaseException], ...] = (Exception,)) -> Expectation:
    """Return what was expected and came, here or in a function that is called here."""
    try:
        if own:
            raise ValueError("boom")
        fail()
    except ValueError as error:
        return Expectation("pytest.raises", kinds, False, error, sys._getframe())
    raise AssertionError


def test_whose_line_raised_it() -> None:
    """The test's own line, or a function that it calls."""
    assert expectation(own=True).is_own
    assert not expectation(own=False).is_own


def test_the_line_that_it_came_through() -> None:
    """It is that of the block, not the one that raised it."""
    line = expectation(own=False).line
    assert line is not None
    assert line.source == "fail()"


def test_how_broad_it_is() -> None:
    """Any error would do, unless the message is looked at."""
    assert expectation(own=True).is_broad
    assert not expectation(own=True, kinds=(ValueError,)).is_broad
    assert expectation(own=True, kinds=(ValueError, OSError)).text == "pytest.raises(ValueError, OSError)"


def test_an_error_that_was_never_raised_came_through_no_line() -> None:
    """Nor is it anybody's own; one that was raised elsewhere has not come through the block."""
    never = Expectation("pytest.raises", (ValueError,), False, ValueError(), sys._getframe())
    assert never.line is None
    assert not never.is_own
    elsewhere = expectation(own=False)
    other = Expectation("pytest.raises", (ValueError,), False, elsewhere.error, sys._getframe())
    assert other.line is None
    assert not other.is_own
