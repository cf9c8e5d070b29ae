"""The source of what failed: the statement and the expression that a frame was at, as syntax trees."""

from __future__ import annotations

import ast
import linecache
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Frame

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Node = TypeVar("_Node", bound=ast.AST)
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@lru_cache(maxsize=16)
def _parsed(text: str) -> ast.Module:
    tree = ast.parse(text)
    nodes: list[ast.AST] = [tree]
    for node in nodes:
        children = [*ast.iter_child_nodes(node)]
        for child in children:
            child.parent = node  # type: ignore[attr-defined]  # the tree is ours
        nodes += children
    return tree


def tree_of(file: str) -> ast.Module | None:
    """Return the syntax tree of a file; None if there is none to be had."""
    lines = linecache.getlines(file)
    try:
        return _parsed("".join(lines)) if lines else None
    except (SyntaxError, ValueError):
        return None


def source_line(file: str, line: int | None) -> str:
    """Return the text of a line, without its end."""
    return linecache.getline(file, line or 0).rstrip()


def text_of(node: ast.AST) -> str:
    """Return a node as a person would write it."""
    return ast.unparse(node)


def parents(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node is in, from the inside out."""
    while (outer := getattr(node, "parent", None)) is not None:
        yield outer
        node = outer


def function_at(file: str, line: int | None) -> Function | None:
    """Return the innermost function around a line; its decorators belong to it."""
    tree = tree_of(file)
    if tree is None or line is None:
        return None
    found: Function | None = None
    for node in ast.walk(tree):
        if isinstance(node, Function) and first_line(node) <= line <= last_line(node):
            found = node  # walked from the outside in
    return found


def first_line(node: Function) -> int:
    """Return the line where a function begins, with its decorators."""
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def last_line(node: ast.AST) -> int:
    """Return the last line of a node."""
    return max(getattr(node, "end_lineno", None) or 0, getattr(node, "lineno", 0))


def is_store(node: ast.AST) -> bool:
    """Say whether a name or an attribute is being bound, and not used."""
    return isinstance(getattr(node, "ctx", None), ast.Store)


def statement_at(file: str, line: int) -> ast.stmt | None:
    """Return the innermost statement that a line belongs to."""
    return next(_statements_at(file, line), None)


def _statements_at(file: str, line: int) -> Iterator[ast.stmt]:
    """Yield the innermost statement of a line, then those around it that begin in the same line."""
    tree = tree_of(file)
    found: list[ast.stmt] = []
    todo: list[ast.AST] = [] if tree is None else [tree]
    for node in todo:  # from the outside in; what lies beside the line is not entered
        if isinstance(node, ast.stmt):
            if not node.lineno <= line <= last_line(node):
                continue
            found.append(node)
        todo += [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr)]
    for node in reversed(found):
        if node is found[-1] or (node.lineno == line and not isinstance(node, _INNER)):
            yield node


def of_kind(node: ast.AST, *kinds: type[_Node]) -> Iterator[_Node]:
    """Yield a node and what is in it of some kinds; not the body of a statement, nor functions inside."""
    if isinstance(node, kinds):
        yield node
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.stmt) and name in ("body", "orelse", "finalbody", "handlers", "cases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, _INNER):
                yield from of_kind(child, *kinds)


def failing_nodes(frame: Frame) -> Iterator[ast.AST]:
    """Yield where a frame was, the exact expression first, the statements around it last.

    Python knows the expression since 3.11; before, there is only the statement.
    """
    statements = [*_statements_at(frame.file, frame.line)]
    position = _position(frame)
    if position is not None:
        exact = [node for one in statements for node in of_kind(one, ast.AST) if _spot(node) == position]
        yield from sorted(exact, key=lambda node: isinstance(node, ast.stmt))
    yield from statements


def _position(frame: Frame) -> tuple[int | None, ...] | None:
    positions = getattr(frame.frame.f_code, "co_positions", None)
    if positions is None or frame.instruction < 0:
        return None
    found: tuple[int | None, ...] | None = next(islice(positions(), frame.instruction // 2, None), None)
    if found is None or None in found:
        return None
    first, last, begin, end = found
    return first, begin, last, end


def _spot(node: ast.AST) -> tuple[int | None, ...]:
    return tuple(
        getattr(node, name, None) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
    )
