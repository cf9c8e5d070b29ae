"""Computes the smallest change as a diff of the user's own lines."""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.explain.code import last_line, parents, source_line
from asyncproof.explain.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asyncproof.explain.code import Function

_BINDS_TIGHTER = (ast.Attribute, ast.Subscript, ast.Call)
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """One line, or a few in a row, before and after."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def diff(file: str, edits: Iterable[Edit | None]) -> str:
    """Return the edits of one file as a diff; empty if there are none."""
    known = sorted(
        {edit.line: edit for edit in edits if edit is not None}.values(), key=lambda edit: edit.line
    )
    if not known:
        return ""
    lines = [shown(Place(file, known[0].line))]
    for edit in known:
        lines += _shown(edit)
    return "\n".join(lines)


def _shown(edit: Edit) -> Iterator[str]:
    """Yield the lines of an edit, as a diff."""
    for line in difflib.ndiff(edit.before, edit.after):
        if not line.startswith("?"):
            yield line


def put(file: str, node: ast.expr, before: str, after: str = "") -> Edit | None:
    """Put text around an expression, or after it."""
    return _change(file, node, lambda text: f"{before}{text}{after}")


def replaced(file: str, node: ast.AST, text: str) -> Edit | None:
    """Replace an expression or a statement by other text."""
    return _change(file, node, lambda _: text)


def await_it(file: str, node: ast.expr) -> Edit | None:
    """Put `await` before an expression."""
    parent = next(parents(node), None)
    tight = isinstance(parent, _BINDS_TIGHTER) and node in (
        getattr(parent, "value", None),
        getattr(parent, "func", None),
    )
    tight = tight or (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow))
    return put(file, node, "(await ", ")") if tight else put(file, node, "await ")


def do_not_await(file: str, node: ast.Await) -> Edit | None:
    """Take `await` away."""
    source = _segment(file, node.value)
    return None if source is None else replaced(file, node, source)


def line_after(file: str, statement: ast.stmt, text: str) -> Edit | None:
    """Add a line below a statement of one line."""
    if statement.lineno != last_line(statement):
        return None
    line = source_line(file, statement.lineno)
    indent = line[: len(line) - len(line.lstrip())]
    return Edit(statement.lineno, (line,), (line, indent + text))


def make_async(file: str, function: Function, *, mark: str = "") -> Edit | None:
    """Make a function async, with a decorator before it where it needs one."""
    line = source_line(file, function.lineno)
    indent, found, rest = line.partition("def ")
    if isinstance(function, ast.AsyncFunctionDef) or not found or indent.strip():
        return None
    decorators = [f"{indent}@{mark}"] if mark else []
    return Edit(function.lineno, (line,), (*decorators, f"{indent}async def {rest}"))


def _segment(file: str, node: ast.AST) -> str | None:
    first, last = getattr(node, "lineno", 0), last_line(node)
    if first != last:
        return None
    line = source_line(file, first).encode()
    return line[node.col_offset : node.end_col_offset].decode()  # type: ignore[attr-defined] # an expression has a place


def _change(file: str, node: ast.AST, make: Callable[[str], str]) -> Edit | None:
    """Rewrite the lines of a node, if they are few."""
    first, last = getattr(node, "lineno", 0), last_line(node)
    if not first or last - first >= _MOST_LINES:
        return None
    before = tuple(source_line(file, line) for line in range(first, last + 1))
    begin: int = node.col_offset  # type: ignore[attr-defined] # as above
    end: int = node.end_col_offset or 0  # type: ignore[attr-defined] # as above
    head, tail = before[0].encode()[:begin].decode(), before[-1].encode()[end:].decode()
    if first == last:
        inside = before[0].encode()[begin:end].decode()
    else:
        inside = "\n".join(
            [before[0].encode()[begin:].decode(), *before[1:-1], before[-1].encode()[:end].decode()]
        )
    after = f"{head}{make(inside)}{tail}"
    return Edit(first, before, tuple(after.split("\n")))


def statement_of(node: ast.AST) -> ast.stmt | None:
    """Return the statement that an expression is in."""
    if isinstance(node, ast.stmt):
        return node
    return next((outer for outer in parents(node) if isinstance(outer, ast.stmt)), None)


def put_before_statement(file: str, statement: ast.stmt, text: str) -> Edit | None:
    """Put a word before a statement."""
    line = source_line(file, statement.lineno)
    begin = statement.col_offset
    return Edit(statement.lineno, (line,), (f"{line[:begin]}{text}{line[begin:]}",))


def take_word(file: str, statement: ast.stmt, word: str) -> Edit | None:
    """Take a word away that a statement begins with."""
    line = source_line(file, statement.lineno)
    head, tail = line[: statement.col_offset], line[statement.col_offset :]
    return Edit(statement.lineno, (line,), (head + tail[len(word) :],)) if tail.startswith(word) else None
