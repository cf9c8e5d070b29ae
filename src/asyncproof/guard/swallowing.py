"""Who swallows an error that is raised at a line: read off the source of the functions that are running."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.guard.parsing import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HARMLESS = frozenset(
    {
        *(
            "timeout",
            "timeout_at",
            "TaskGroup",
            "create_task_group",
            "Lock",
            "Semaphore",
            "aclosing",
            "closing",
        ),
        *("nullcontext", "open", "patch", "object", "dict", "fail_after", "Runner", "TemporaryDirectory"),
        *(
            "monkeypatch",
            "context",
            "redirect_stdout",
            "redirect_stderr",
            "catch_warnings",
            "freeze_time",
            "travel",
        ),
        *(
            "start_server",
            "localcontext",
            "ThreadPoolExecutor",
            "ProcessPoolExecutor",
            "lock",
            "semaphore",
            "warns",
        ),
        *("deprecated_call", "assertLogs", "assertNoLogs", "assertWarns", "assertWarnsRegex", "multiple"),
    }
)
"""Context managers, by the last part of their name, that let every error pass."""
_TAKES_NOTE = frozenset(
    {
        "raises",
        "assertRaises",
        "assertRaisesRegex",
        "RaisesGroup",
        "RaisesExc",
        "subTest",
        "test",
        "check",
        "soft",
    }
)
"""Those that catch errors because a test wants it, or that report them themselves."""
_ASSERTION = "AssertionError"
_BROAD = frozenset({"Exception", "BaseException"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Swallower = tuple[int, str]


class Unknown(Exception):  # noqa: N818 - it is no error, but the end of what can be known
    """Somebody deals with the error, or may do so, in a way that is no mistake."""


def swallower(file: str, line: int, first_line: int) -> _Swallower | None:
    """Return the line, and how it is written, that swallows a failed assertion; None if it passes on.

    `Unknown` where the function may have a good reason.
    """
    tree = tree_of(file)
    if tree is None:
        raise Unknown
    function = _function(tree, first_line)
    if function is None:
        raise Unknown
    path = _path(function, line)
    for number in reversed(range(len(path))):
        node = path[number]
        outer = path[:number]
        found: _Swallower | None = None
        if isinstance(node, ast.Try) and any(_holds(child, line) for child in node.body):
            found = _by_handlers(node, outer)
        elif isinstance(node, ast.With | ast.AsyncWith) and any(_holds(child, line) for child in node.body):
            found = _by_manager(node)
        if found is not None:
            return found
    return None


def _function(tree: ast.Module, first_line: int) -> _Function | None:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            decorators = getattr(node, "decorator_list", [])
            if first_line in {node.lineno, *(one.lineno for one in decorators)}:
                return node
    return None


def _path(function: ast.AST, line: int) -> list[ast.AST]:
    """Return the statements around a line, outermost first, without those of functions inside."""
    path: list[ast.AST] = []
    todo = [function]
    while todo:
        node = todo.pop()
        path.append(node)
        todo = [child for child in _children(node) if _holds(child, line)][:1]
    return path


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler) and not isinstance(
            child, _Function | ast.ClassDef
        ):
            yield child


def _holds(node: ast.AST, line: int) -> bool:
    first, last = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
    return first is not None and last is not None and first <= line <= last


def _by_handlers(node: ast.Try, outer: list[ast.AST]) -> _Swallower | None:
    for handler in node.handlers:
        names = {"BaseException"} if handler.type is None else set(_names(handler.type))
        if _ASSERTION in names:
            raise Unknown
        if names & _BROAD:
            is_used = handler.name is not None and any(
                isinstance(one, ast.Name) and one.id == handler.name for one in ast.walk(handler)
            )
            is_raised = any(isinstance(one, ast.Raise | ast.Call | ast.Return) for one in ast.walk(handler))
            if (
                is_used
                or is_raised
                or any(isinstance(one, ast.For | ast.While | ast.AsyncFor) for one in outer)
            ):
                raise Unknown
            return (
                handler.lineno,
                "`except:`" if handler.type is None else f"`except {ast.unparse(handler.type)}:`",
            )
    return None


def _by_manager(node: ast.With | ast.AsyncWith) -> _Swallower | None:
    for item in reversed(node.items):
        expression = item.context_expr
        called = expression.func if isinstance(expression, ast.Call) else expression
        name = next(iter(_names(called)), "")
        if name in _TAKES_NOTE:
            raise Unknown
        if name in HARMLESS:
            continue
        if name == "suppress":
            kinds = {one for argument in getattr(expression, "args", ()) for one in _names(argument)}
            if _ASSERTION in kinds:
                raise Unknown
            if not kinds & _BROAD:
                continue
        kind = "async with" if isinstance(node, ast.AsyncWith) else "with"
        return node.lineno, f"`{kind} {ast.unparse(expression)}`"
    return None


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the last parts of the names in an expression: of a name, an attribute, or each in a tuple."""
    if isinstance(node, ast.Tuple):
        for one in node.elts:
            yield from _names(one)
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
