"""Whether a suspended generator has something left to put in order, read off the source around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.guard.parsing import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = (ast.With, ast.AsyncWith)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def has_cleanup(generator: Any) -> bool:
    """Say whether a `finally`, a `with` or an `except` for everything waits around its `yield`."""
    frame, code = generator.ag_frame, generator.ag_code
    if frame is None:
        return False
    return _is_guarded(code.co_filename, code.co_firstlineno, frame.f_lineno)


def _is_guarded(file: str, first: int, line: int) -> bool:
    tree = tree_of(file)
    return tree is not None and any(
        _leads_to_a_yield(function, line)
        for function in ast.walk(tree)
        if isinstance(function, ast.AsyncFunctionDef) and _first_line(function) == first
    )


def _first_line(function: ast.AsyncFunctionDef) -> int:
    return min((decorator.lineno for decorator in function.decorator_list), default=function.lineno)


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
