"""The source of running code, parsed: asked only about functions in which something was found already."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.guard.reading.cutting import definition_around, definition_at
from asyncproof.guard.reading.parsing import is_parsing, tree_of

if TYPE_CHECKING:
    from types import CodeType

    Function = ast.FunctionDef | ast.AsyncFunctionDef


def function_of(code: CodeType) -> Function | None:
    """Return the definition of a function; None where there is no source, or it has changed."""
    file, first, name = code.co_filename, code.co_firstlineno, code.co_name
    if name.startswith("<") or is_parsing():  # a lambda, for one
        return None
    return definition_at(file, first, name) or next(
        (one for one in functions_in(file) if one.name == name and _first_line(one) == first), None
    )


def function_at(file: str, line: int) -> Function | None:
    """Return the innermost function around a line."""
    return None if is_parsing() else definition_around(file, line)


def functions_in(file: str) -> tuple[Function, ...]:
    """Return all functions that a file defines."""
    tree = tree_of(file)
    if tree is None:
        return ()
    if _last[0] is not tree:  # mostly one asks for the same file again
        _last[:] = [tree, tuple(node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS))]
    found: tuple[Function, ...] = _last[1]
    return found


_last: list[Any] = [None, ()]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _first_line(function: Function) -> int:
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
