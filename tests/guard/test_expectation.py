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
