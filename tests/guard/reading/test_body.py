from __future__ import annotations

import functools
from typing import Any

from asyncproof.guard import Owner
from asyncproof.guard.reading.body import bodies_of, body_of, code_of_test, defined_on


async def plain() -> None:
    """Stand for a test."""


class Methods:
    """Has methods of all kinds."""

    def ordinary(self) -> None:
        """Do nothing."""

    @staticmethod
    def static() -> None:
        """Do nothing."""

    @classmethod
    def of_class(cls) -> None:
        """Do nothing."""


def wrapped(function: Any) -> Any:
    """Decorate as a polite decorator does."""

    @functools.wraps(function)
    def wrapper() -> Any:
        return function()

    return wrapper


def nameless(function: Any) -> Any:
    """Decorate as a careless decorator does."""

    def wrapper() -> Any:
        return function()

    return wrapper


def test_the_code_below_all_that_is_wrapped_around_it() -> None:
    """Methods, partial objects and decorators lead to the function that was written."""
    methods = Methods()
    assert body_of(plain) is plain.__code__
    assert body_of(methods.ordinary) is Methods.ordinary.__code__
    assert body_of(methods.of_class) is Methods.of_class.__func__.__code__
    assert body_of(functools.partial(wrapped(plain))) is plain.__code__


def test_what_is_no_function_has_no_code() -> None:
    """Builtins, numbers and nothing at all give nothing."""
    assert body_of(len) is None
    assert body_of(3) is None
    assert body_of(None) is None


def test_a_decorator_that_hides_what_it_wraps() -> None:
    """A function in the closure is found if it has the name that is asked for, and not otherwise."""
    assert plain.__code__ in bodies_of(nameless(plain), "plain")
    assert plain.__code__ not in bodies_of(nameless(plain), "other")
    assert bodies_of(3, "plain") == set()


def test_a_closure_that_is_not_filled_yet() -> None:
    """A name that has no value yet is passed over."""

    def outer() -> Any:
        def inner() -> Any:
            return later

        found = bodies_of(inner, "later")
        later = 1
        return found, later

    found, _ = outer()
    assert len(found) == 1


def test_the_line_with_the_name() -> None:
    """It is the line of the `def`, not that of the first decorator."""

    @functools.cache
    @functools.wraps(plain)
    def decorated() -> None:
        """Do nothing."""

    code = decorated.__wrapped__.__code__
    assert defined_on(code).line == code.co_firstlineno + 2


def test_code_without_source_is_placed_on_its_first_line() -> None:
    """Where no line can be read, Python's own answer has to do."""
    namespace: dict[str, Any] = {}
    exec("def made(): pass", namespace)
    assert defined_on(namespace["made"].__code__).line == 1


def test_the_code_of_a_test_is_looked_up_once() -> None:
    """The same test is not asked again; another one is."""
    asked: list[int] = []

    def functions() -> tuple[Any, ...]:
        asked.append(1)
        return (wrapped(plain),)

    one = Owner("test_x.py::one", functions=functions)
    for _ in range(2):
        code, names = code_of_test(one)
        assert code is plain.__code__
        assert names is globals()
    assert len(asked) == 1
    assert code_of_test(Owner("test_x.py::none")) == (None, {})
    assert code_of_test(Owner("test_x.py::two", functions=lambda: (plain,)))[0] is plain.__code__


def test_what_goes_round_in_circles_is_left() -> None:
    """A wrapper that says it wraps itself has the code that it has."""

    def endless() -> None:
        """Do nothing."""

    endless.__wrapped__ = endless
    assert body_of(endless) is endless.__code__


def test_a_function_is_looked_for_only_so_deep() -> None:
    """Below very many careless decorators it is not found."""
    few = many = plain
    for _ in range(3):
        few = nameless(few)
    for _ in range(40):
        many = nameless(many)
    assert plain.__code__ in bodies_of(few, "plain")
    assert plain.__code__ not in bodies_of(many, "plain")
