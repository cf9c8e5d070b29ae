"""Claims about exchanging what names hold: every place of the user's, nobody else's, there and back."""

from __future__ import annotations

import enum
import functools
import os
import types
from collections.abc import Callable
from typing import Any

import pytest

from asyncproof.loop.usercode import Exchange


def original() -> str:
    """What the names hold."""
    return "original"


def stand_in() -> str:
    """What they hold meanwhile."""
    return "stand-in"


original.__module__ = stand_in.__module__ = "elsewhere"

SOURCE = """
alias = original
number = 5

def by_default(first, clock=original, other=1):
    return clock()

def by_keyword(*, clock=original):
    return clock()

def make(clock):
    def closure():
        return clock()
    return closure

by_closure = make(original)

class Holder:
    wrapped = staticmethod(original)

    def __init__(self, clock=original):
        self.clock = clock

    @classmethod
    def by_class(cls, clock=original):
        return clock()

    @staticmethod
    def by_static(clock=original):
        return clock()

    @property
    def by_property(self, clock=original):
        return clock()

    class Inner:
        attribute = staticmethod(original)

@functools.wraps(by_default)
def decorated(clock=original):
    return clock()

@cached
def behind_a_decorator(clock=original):
    return clock()

class Colour(enum.Enum):
    RED = 1
"""


def cached(function: Callable[[], str]) -> Callable[[], str]:
    """A decorator that keeps the function in a closure."""

    def wrapper() -> str:
        return function()

    wrapper.__module__ = function.__module__
    return wrapper


@pytest.fixture
def module() -> Any:
    """A user's module whose names hold the original in all the ways there are."""
    made = types.ModuleType("theirs")
    vars(made).update(original=original, functools=functools, enum=enum, cached=cached)
    exec(SOURCE, vars(made))
    del made.original
    return made


def answers(module: Any) -> set[str]:
    """Call whatever holds the original."""
    return {
        module.alias(),
        module.by_default(1),
        module.by_keyword(),
        module.by_closure(),
        module.Holder.wrapped(),
        module.Holder().wrapped(),
        module.Holder().clock(),
        module.Holder.by_class(),
        module.Holder.by_static(),
        module.Holder().by_property,
        module.Holder.Inner.attribute(),
        module.decorated(),
        module.behind_a_decorator(),
    }


def test_every_place_is_exchanged_and_put_back(module: Any) -> None:
    """Globals, defaults, closures and class attributes hold the stand-in, and then the original again."""
    exchange = Exchange({original: stand_in})
    exchange.apply([module])
    assert answers(module) == {"stand-in"}
    assert module.number == 5
    exchange.undo([module])
    assert answers(module) == {"original"}
    assert module.alias is original
    assert module.by_default.__defaults__ == (original, 1)


def test_a_class_attribute_stays_what_it_was() -> None:
    """A builtin is not bound to an instance and a function is, before, meanwhile and after."""

    def method(self: object = None) -> str:
        return "bound" if self else "free"

    def method_stand_in(self: object = None) -> str:
        return "bound stand-in" if self else "free stand-in"

    class Holder:
        builtin = len
        function = method
        explicit = staticmethod(method)

    Holder.__module__ = "theirs"
    theirs = types.ModuleType("theirs")
    vars(theirs).update(Holder=Holder)
    exchange = Exchange({len: stand_in, method: method_stand_in})
    exchange.apply([theirs])
    meanwhile = Holder()
    assert (meanwhile.builtin(), meanwhile.function()) == ("stand-in", "bound stand-in")
    assert meanwhile.explicit() == "free stand-in"
    exchange.undo([theirs])
    assert vars(Holder)["builtin"] is len
    assert (Holder().function(), Holder().explicit()) == ("bound", "free")


def test_it_can_be_done_twice(module: Any) -> None:
    """Applying or undoing again changes nothing, which is what an interrupted clean-up relies on."""
    exchange = Exchange({original: stand_in})
    exchange.apply([module])
    exchange.apply([module])
    assert answers(module) == {"stand-in"}
    exchange.undo([module])
    exchange.undo([module])
    assert answers(module) == {"original"}


def test_other_peoples_definitions_are_not_looked_into() -> None:
    """A function that the user's module has imported from elsewhere keeps its defaults."""
    theirs = types.ModuleType("theirs")

    def foreign(clock: Callable[[], str] = original) -> str:
        return clock()

    foreign.__module__ = "library"
    vars(theirs).update(foreign=foreign, os=os)
    Exchange({original: stand_in}).apply([theirs])
    assert foreign() == "original"


def test_what_cannot_be_set_is_left() -> None:
    """A class that guards its attributes keeps what it has, and nothing fails."""

    class Guard(type):
        def __setattr__(cls, name: str, value: object) -> None:
            raise AttributeError(name)

    guarded = Guard("guarded", (), {"clock": staticmethod(original), "__module__": "theirs"})
    theirs = types.ModuleType("theirs")
    vars(theirs).update(guarded=guarded)
    Exchange({original: stand_in}).apply([theirs])
    assert vars(guarded)["clock"].__func__ is original


def test_a_cell_that_is_not_filled_is_passed_over() -> None:
    """A closure over a name that has no value yet is nothing to look at."""

    def outer() -> Callable[[], object]:
        def inner() -> object:
            return late

        if not inner:
            late = 1
        return inner

    theirs = types.ModuleType(__name__)
    vars(theirs).update(inner=outer())
    Exchange({original: stand_in}).apply([theirs])
    assert theirs.inner.__closure__[0] is not None


def test_strangers_are_not_asked() -> None:
    """Objects that cannot be hashed, or that object to being asked, are left alone."""

    class Strange:
        __hash__ = None

        def __eq__(self, other: object) -> bool:
            raise AssertionError(other)

        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    class Unhashable(type):
        def __eq__(cls, other: object) -> bool:
            raise AssertionError(other)

        __hash__ = None

    theirs = types.ModuleType("theirs")
    vars(theirs).update(
        strange=Strange(), kind=Unhashable("kind", (), {"__module__": "theirs", "x": Strange()})
    )
    Exchange({original: stand_in}).apply([theirs])


def test_definitions_that_refer_to_each_other_end() -> None:
    """A class that holds itself is visited once."""
    theirs = types.ModuleType("theirs")
    kind = type("kind", (), {"__module__": "theirs"})
    kind.itself = kind
    vars(theirs).update(kind=kind)
    Exchange({original: stand_in}).apply([theirs])
