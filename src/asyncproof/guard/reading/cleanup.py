"""Whether a suspended generator has something left to put in order, read off the source around it."""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
from functools import lru_cache
from tokenize import TokenError
from typing import TYPE_CHECKING

from asyncproof.guard.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = (ast.With, ast.AsyncWith)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@lru_cache(maxsize=256)
def has_cleanup(file: str, first: int, line: int) -> bool:
    """Say whether a `finally`, a `with` or an `except` for everything waits around a `yield`.

    It stands in this line of the function whose first line is *first*, decorators and all.
    """
    lines = linecache.getlines(file)[first - 1 :]
    try:
        tree = parse(textwrap.dedent("".join(inspect.getblock(lines))))
    except (SyntaxError, TokenError):  # it was changed while it ran
        return False
    function = tree.body[0] if tree is not None and tree.body else None
    return isinstance(function, ast.AsyncFunctionDef) and _leads_to_a_yield(function, line - first + 1)


def _leads_to_a_yield(function: ast.AsyncFunctionDef, line: int) -> bool:
    return any(
        found.lineno <= line <= (found.end_lineno or found.lineno) and guarded
        for found, guarded in _yields(function, guarded=False)
    )


def _yields(node: ast.AST, *, guarded: bool) -> Iterator[tuple[ast.Yield, bool]]:
    """Yield every `yield` of a function with whether something around it wants to be run at the end."""
    for name, value in ast.iter_fields(node):
        inside = (
            guarded or (name == "body" and _guards(node)) or (name in _GUARDED_BY_FINALLY and _ends(node))
        )
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Yield):
                yield child, inside
            if isinstance(child, ast.AST) and not isinstance(child, (*_FUNCTIONS, ast.ClassDef)):
                yield from _yields(child, guarded=inside)


_GUARDED_BY_FINALLY = ("body", "handlers", "orelse")


def _guards(node: ast.AST) -> bool:
    if isinstance(node, _BLOCKS):
        return True
    return isinstance(node, ast.Try) and any(_takes_everything(handler) for handler in node.handlers)


def _ends(node: ast.AST) -> bool:
    return isinstance(node, ast.Try) and bool(node.finalbody)


def _takes_everything(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler hears of a generator's end."""
    names = (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else {""}
    )
    return not names.isdisjoint({"", "BaseException", "GeneratorExit"})
