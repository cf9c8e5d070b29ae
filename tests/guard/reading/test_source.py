from __future__ import annotations

import linecache
from pathlib import Path
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
    """A file that is not there has no functions; one that is there is read once."""
    assert functions_in("/nowhere/at/all.py") == ()
    assert functions_in(__file__) is functions_in(__file__)
    assert function_of(compile("def f(): pass", "<made>", "exec").co_consts[0]) is None


def test_a_file_that_is_no_python(tmp_path: Path) -> None:
    """It has no functions, and no line of it is in one."""
    file = tmp_path / "it.py"
    file.write_text("def broken(:\n    pass\n")
    assert functions_in(str(file)) == ()
    assert function_at(str(file), 2) is None


def test_what_has_no_name_is_not_looked_for() -> None:
    """A lambda may be anywhere in its line."""
    unnamed: Any = lambda: 1  # noqa: E731 - what it is about
    assert function_of(unnamed.__code__) is None


def test_what_can_not_be_cut_out_is_looked_for_in_the_whole_file() -> None:
    """A function around a long text, which stands to the left of it, is found all the same."""
    text = "@print\n# why\ndef long():\n    return '''\n" + "x\n" * 50 + "'''\n"
    name = "/made/by/test_source.py"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    try:
        names: dict[str, Any] = {"print": lambda function: function}
        exec(compile(text, name, "exec"), names)
        definition = function_of(names["long"].__code__)
    finally:
        del linecache.cache[name]
    assert definition is not None
    assert (definition.name, definition.lineno) == ("long", 3)
