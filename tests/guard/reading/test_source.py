from __future__ import annotations

from typing import Any

from asyncproof.guard.reading.source import function_at, function_of, functions_in


def outer() -> Any:
    """Have a function inside."""

    def inner() -> int:
        return 1

    return inner


def test_the_definition_of_code() -> None:
    """It is found by its name and first line."""
    definition = function_of(outer().__code__)
    assert definition is not None
    assert definition.name == "inner"


def test_the_function_around_a_line() -> None:
    """The innermost one counts; outside of all there is none."""
    line = outer().__code__.co_firstlineno
    inner, around = function_at(__file__, line + 1), function_at(__file__, line - 1)
    assert inner is not None
    assert around is not None
    assert (inner.name, around.name) == ("inner", "outer")
    assert function_at(__file__, 1) is None


def test_what_can_not_be_read() -> None:
    """A file that is not there has no functions."""
    assert functions_in("/nowhere/at/all.py") == ()
    assert function_of(compile("def f(): pass", "<made>", "exec").co_consts[0]) is None
