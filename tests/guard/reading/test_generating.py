from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.owner import Owner
from asyncproof.guard.reading import generating
from asyncproof.guard.reading.generating import could_make_generators, is_generator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def numbers() -> AsyncIterator[int]:
    """Yield one number."""
    yield 1


class Shelf:
    """Something with an async generator, and much else."""

    async def books(self) -> AsyncIterator[str]:
        """Yield a title."""
        yield "title"

    def size(self) -> int:
        """Know of no generator."""
        return 0

    def tidy(self) -> None:
        """Drop a generator."""
        self.books()


class Library:
    """Something that is given a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def list_all(self) -> None:
        """Drop a generator."""
        self.shelf.books()


def list_books() -> None:
    """Drop a generator of an object that is made here."""
    Shelf().books()


def shelf() -> Shelf:
    """Make one, as a fixture does."""
    return Shelf()


def of_itself() -> list[AsyncIterator[int]]:
    """Have one inside, as a fixture may."""

    async def inner() -> AsyncIterator[int]:
        yield 1

    return [inner()]


async def _calls_one() -> None:
    numbers()


async def _has_one_inside() -> None:
    async def inner() -> AsyncIterator[int]:
        yield 1

    inner()


async def _asks_an_object() -> None:
    assert Shelf().books()


async def _asks_in_a_lambda() -> None:
    ask = lambda shelf: shelf.books()  # noqa: E731 - it is about code inside of code
    assert ask(Shelf())


async def _calls_what_asks() -> None:
    Shelf().tidy()


async def _calls_through_another() -> None:
    Library(Shelf()).list_all()


async def _calls_a_helper() -> None:
    assert Shelf
    list_books()


async def _asks_a_fixture(shelf: Any) -> None:
    shelf.books()


async def _has_a_fixture_of(of_itself: Any) -> None:
    assert of_itself


async def _knows_of_none() -> None:
    assert shelf


async def _uses_something_else() -> None:
    assert not Shelf().size()


async def _asks_a_fixture_for_something_else(shelf: Any) -> None:
    assert not shelf.size()


def _could(*functions: Any) -> bool:
    test = Owner("test", functions=lambda: functions)
    return could_make_generators(test, functions[0].__code__, globals())


@pytest.mark.parametrize(
    "functions",
    [
        (_calls_one,),
        (_has_one_inside,),
        (_asks_an_object,),
        (_asks_in_a_lambda,),
        (_calls_what_asks,),
        (_calls_through_another,),
        (_calls_a_helper,),
        (_asks_a_fixture, shelf),
        (_has_a_fixture_of, of_itself),
    ],
)
def test_who_could_make_one_is_worth_a_look(functions: Any) -> None:
    """Itself, through what it calls, and by way of its fixtures."""
    assert _could(*functions)


@pytest.mark.parametrize(
    "functions",
    [
        (_knows_of_none,),
        (_uses_something_else,),
        (_asks_a_fixture_for_something_else, shelf),
        (_knows_of_none, len),
    ],
)
def test_who_mentions_none_is_not(functions: Any) -> None:
    """To use a class that has one among many methods is not enough."""
    assert not _could(*functions)


def test_what_is_an_async_generator_function() -> None:
    """Only one with `async def` and `yield` is."""
    assert is_generator(numbers)
    assert not is_generator(shelf)
    assert not is_generator(len)


def test_modules_and_tests_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it, what was known is forgotten."""
    monkeypatch.setattr(generating, "_verdicts", verdicts := {(): True})
    monkeypatch.setattr(generating, "_MOST_VERDICTS", 1)
    monkeypatch.setattr(generating, "_generators", {"a": (0, {}), "b": (0, {})})
    monkeypatch.setattr(generating, "_MOST_MODULES", 1)
    assert _could(_calls_one)
    assert list(generating._generators) == [__name__]
    assert () not in verdicts
