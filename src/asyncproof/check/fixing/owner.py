"""Who owns a place in a file: the classes and functions around it, by which pytest can run its tests."""

from __future__ import annotations

import ast
from typing import NamedTuple


class Owner(NamedTuple):
    """A class or function, by the names of those around it."""

    path: str
    names: tuple[str, ...]
    is_function: bool = False
    """Whether the last name is that of a function."""


def owner_of(path: str, tree: ast.Module, line: int) -> Owner:
    """Return the outermost function around a line and its classes, or the innermost class, or the file."""
    names: list[str] = []
    body: list[ast.stmt] = tree.body
    while True:
        inside = next((node for node in body if _begin(node) <= line <= (node.end_lineno or line)), None)
        if isinstance(inside, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return Owner(path, (*names, inside.name), is_function=True)
        if not isinstance(inside, ast.ClassDef):
            return Owner(path, tuple(names))
        names.append(inside.name)
        body = inside.body


def _begin(node: ast.stmt) -> int:
    marks: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(mark.lineno for mark in marks)])
