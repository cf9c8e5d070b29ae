from __future__ import annotations

import functools

import pytest

from asyncproof import UsageError
from asyncproof.oracles.predicate import Predicate


def says_nothing() -> None:
    """Hold."""


def complains() -> None:
    """Don't."""
    raise AssertionError("no")


def complains_of_use() -> None:
    """Misuse something."""
    raise UsageError("wrong")


def test_when_it_holds() -> None:
    """What is true holds, and a `def` that returns nothing; a lambda that returns nothing does not."""
    assert Predicate(lambda: 1, "always").holds()
    assert Predicate(says_nothing, "always").holds()
    assert not Predicate(lambda: None, "always").holds()
    assert not Predicate(complains, "always").holds()
    assert not Predicate(lambda: {}["key"], "always").holds()


def test_how_it_is_shown() -> None:
    """By its place and its source, and with what it complained of."""
    shown = Predicate(complains, "always")
    assert str(shown).endswith("test_predicate.py:15:  def complains() -> None")
    shown.holds()
    assert str(shown).splitlines()[1] == "  AssertionError: no"
    assert str(Predicate(functools.partial(complains), "always")).startswith("functools.partial(<function")


def test_misuse_is_told_at_first() -> None:
    """Who asks first hears of it; in between steps an error has nowhere to go, and is a no."""
    predicate = Predicate(complains_of_use, "always")
    with pytest.raises(UsageError):
        predicate.holds()
    assert not predicate.holds()
