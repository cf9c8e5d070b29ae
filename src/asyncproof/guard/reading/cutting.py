"""Parses one function of a file by itself: a whole file would take many times as long."""

from __future__ import annotations

import ast
import linecache
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.guard.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_HEADS = ("def ", "async def ")
_HEAD = re.compile(r"([ \t]*)(?:async\s+)?def\s+(\w+)")
_OF_HEAD = (")", "]", "}")
_MOST_TRIES = 20


@lru_cache(maxsize=64)
def definition_at(file: str, first: int, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the function that begins on a line, maybe with a decorator; None where it can't be cut out."""
    lines = linecache.getlines(file)
    if not 0 < first <= len(lines):
        return None
    # After so many empty lines, and inside of an `if`, everything keeps its line and its column.
    is_inside = _indent(lines[first - 1]) > 0
    before = "\n" * (first - 2) + "if 1:\n" if is_inside and first > 1 else "\n" * (first - 1)
    for tries, last in enumerate(_ends(lines, first - 1)):
        if tries == _MOST_TRIES:
            break
        tree = parse(before + "".join(lines[first - 1 : last]))
        if tree is not None:
            found = tree.body[0].body[0] if isinstance(tree.body[0], ast.If) else tree.body[0]
            return found if isinstance(found, _FUNCTIONS) and found.name == name else None
    return None


def definition_around(file: str, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the innermost function around a line of its body."""
    lines = linecache.getlines(file)[:line]
    indent = _indent(lines[-1]) if len(lines) == line else 0
    for first in range(len(lines), 0, -1):
        head = _HEAD.match(lines[first - 1])
        if head is None or (len(head[1]) >= indent and first != line):
            continue  # it is beside the line, at best
        found = definition_at(file, first, head[2])
        if found is not None and found.lineno <= line <= (found.end_lineno or line):
            return found
    return None


def _ends(lines: Sequence[str], start: int) -> Iterator[int]:
    """Yield where a function may end: what comes next stands no further to the right than its `def`.

    That may also be the text of a long string, with which the function can't be parsed.
    """
    indent = _indent(lines[start])
    before = lines[start][:indent]
    deeper = (f"{before} ", f"{before}\t")
    is_in_body = False
    for number in range(start, len(lines)):
        if lines[number].startswith(deeper):  # as most do
            continue
        text = lines[number].lstrip()
        if not text or text.startswith("#") or _indent(lines[number]) > indent:
            continue
        if is_in_body and not text.startswith(_OF_HEAD):
            yield number
        is_in_body = is_in_body or text.startswith(_HEADS)
    yield len(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
