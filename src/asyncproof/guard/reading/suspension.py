"""Whether anything was awaited after a line: a task that was made there has had no chance to begin before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.guard.reading.source import function_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.guard.reading.source import Function

_AWAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield)
_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.AsyncWith)


def awaits_nothing_after(frames: Sequence[tuple[str, int, str]], test: str) -> bool:
    """Say whether, from the line where something was made up to the end of the test, nothing is awaited.

    *frames* are the lines that were running, the innermost first; where they don't reach the test, nobody
    knows.
    """
    is_first = True
    for file, line, name in frames:
        function = function_at(file, line)
        if function is None:
            return False
        if isinstance(function, ast.AsyncFunctionDef):
            if may_suspend(function, line, is_running=not is_first):
                return False
            is_first = False
        if name == test:
            return isinstance(function, ast.AsyncFunctionDef)
    return False


def may_suspend(function: Function, line: int, *, is_running: bool = False) -> bool:
    """Say whether an `await` may come after a line; the one that *is running* on it does not count."""
    for node in _own_nodes(function.body):
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0) or 0
        if isinstance(node, _AWAITS) and (first > line or (last >= line and not is_running)):
            return True
        if isinstance(node, _LOOPS) and first <= line <= last:
            return True
    return False


def _own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield all that a function does itself, without the functions that it defines."""
    todo = list(body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(node)
