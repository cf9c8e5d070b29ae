"""Small questions about nodes of a syntax tree."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts.facts import Parameter
from asyncproof.check.facts.term import term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.facts.flow import Position

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def dotted_name(node: ast.expr) -> str | None:
    """Return `a.b.c` for a name with attributes."""
    if isinstance(node, ast.Name):
        return node.id
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    parts.reverse()
    return ".".join(parts)


def last_name(node: ast.AST | None) -> str:
    """Return `c` for `a.b.c` and for `c`; nothing for what has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def at_of(node: Any) -> Position:
    """Return where a node begins."""
    return node.lineno, node.col_offset


def end_of(node: Any) -> Position:
    """Return the end of a statement: its names are bound when the right side has been worked out."""
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def arguments_of(arguments: ast.arguments) -> list[ast.arg]:
    """Return all arguments of a function, the starred ones last."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [star for star in (arguments.vararg, arguments.kwarg) if star is not None]


def parameters_of(arguments: ast.arguments) -> list[Parameter]:
    """Return the parameters of a function."""
    plain = [*arguments.posonlyargs, *arguments.args] if arguments.posonlyargs else arguments.args
    first = len(plain) - len(arguments.defaults)
    found = [
        _parameter("positional", one, arguments.defaults[number - first] if number >= first else None)
        for number, one in enumerate(plain)
    ]
    if arguments.vararg is not None:
        found.append(_parameter("star", arguments.vararg, None))
    if arguments.kwonlyargs:
        found += map(partial(_parameter, "keyword"), arguments.kwonlyargs, arguments.kw_defaults)
    if arguments.kwarg is not None:
        found.append(_parameter("stars", arguments.kwarg, None))
    return found


def _parameter(kind: str, argument: ast.arg, default: ast.expr | None) -> Parameter:
    annotation = None if argument.annotation is None else term_of(argument.annotation)
    return Parameter(argument.arg, kind, annotation, None if default is None else term_of(default))


def is_static(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a method gets no object."""
    return any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in node.decorator_list)


def declared_elsewhere(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that a function declares `global` or `nonlocal`."""
    found: set[str] = set()
    blocks: list[Sequence[Any]] = [body]
    while blocks:
        for statement in blocks.pop():
            kind = statement.__class__
            if kind is ast.Global or kind is ast.Nonlocal:
                found.update(statement.names)
            elif kind in _COMPOUND:
                blocks += [getattr(statement, name, ()) for name in _BLOCKS]
    return found


_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_COMPOUND: frozenset[type] = frozenset(
    kind for kind in vars(ast).values() if isinstance(kind, type) and "body" in getattr(kind, "_fields", ())
) - {*FUNCTIONS, ast.ClassDef, ast.Lambda, ast.IfExp}


def is_empty(body: Sequence[ast.stmt]) -> bool:
    """Tell whether a body does nothing, as those of protocols and abstract methods."""
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        or (isinstance(statement, ast.Raise) and _name_of_error(statement.exc) == "NotImplementedError")
        for statement in body
    )


def _name_of_error(node: ast.expr | None) -> str | None:
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else None
