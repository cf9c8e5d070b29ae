from __future__ import annotations

import functools
from typing import Any

from asyncproof.guard import Owner
from asyncproof.guard.reading.owncode import codes_of, line_with, plain_function


def helper() -> str:
    """Help."""
    return "helped: marker three"


def wrapped(function: Any) -> Any:
    """Wrap a function."""

    @functools.wraps(function)
    def wrapper() -> Any:
        return function()

    return wrapper


def example() -> None:
    """Do something, in a line and in an inner function."""
    value = "marker one"

    def inner() -> str:
        return "marker two" + helper()

    assert inner() != value


def owner(*functions: Any) -> Owner:
    """Return an owner that is made up of these."""
    return Owner("test", functions=lambda: functions)


def line_of(text: str, *functions: Any) -> int:
    """Return the line that is found, counted from the start of `example`."""
    place = line_with(owner(*functions), text)
    assert place is not None
    assert place.line is not None
    return place.line - example.__code__.co_firstlineno


def test_lines_of_the_function_and_of_what_is_inside() -> None:
    """The first line that has the pattern is found."""
    assert line_of("marker one", example) == 2
    assert line_of("marker two", example) == 5


def test_helpers_beside_it() -> None:
    """Functions of the same file that it mentions count as its own."""
    assert line_of("marker three", example) < 0
    assert helper.__code__ in set(codes_of(owner(example)))


def test_wrappers_are_looked_through() -> None:
    """Neither a decorator nor a method hides the function."""
    assert line_of("marker one", wrapped(example)) == 2
    assert plain_function(len) is None
    assert plain_function(test_wrappers_are_looked_through) is test_wrappers_are_looked_through


def test_nothing_of_others() -> None:
    """Code of libraries is not searched, nor is what is no function."""
    assert line_with(owner(functools.update_wrapper, 3, str), "def|for|return") is None


def test_what_answers_everything() -> None:
    """An object that claims to have every attribute does no harm."""

    class Claims:
        def __call__(self) -> None: ...

        def __getattr__(self, name: str) -> Any:
            raise ValueError(name)

    assert plain_function(Claims()) is None


def test_a_head_is_searched_only_for_the_body_beside_it() -> None:
    """A name in the parameters of a function does nothing; what follows the colon does."""

    # fmt: off
    def beside(marker_four: str = "five") -> str: return "marker_six" + marker_four
    # fmt: on
    assert line_with(owner(beside), "str =") is None
    assert line_with(owner(beside), "marker_six") is not None
    assert line_with(owner(example), "example") is None


def test_decorators_and_comments_do_nothing() -> None:
    """What is only said above a function, or remarked in it, is not what did it."""

    @wrapped
    # marker_seven
    def decorated() -> str:
        return "marker_eight"

    assert line_with(owner(decorated), "wrapped") is None
    assert line_with(owner(decorated), "marker_seven") is None
    assert line_with(owner(decorated), "marker_eight") is not None
