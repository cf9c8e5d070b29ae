"""Who swallows an error that is raised at a line: read off the source of the functions that are running."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.guard.reading.parsing import tree_of

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
_LOGS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical"})
_LOOPS = (ast.For, ast.While, ast.AsyncFor)
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Swallower = tuple[int, str]


class Unknown(Exception):  # noqa: N818 - it is no error, but the end of what can be known
    """Somebody deals with the error, or may do so, in a way that is no mistake."""


def swallower(file: str, line: int, first_line: int, *, is_caller: bool = False) -> _Swallower | None:
    """Return the line, and how it is written, that swallows a failed assertion; None if it passes on.

    `Unknown` where the function may have a good reason. One that *is a caller* of what asserts has none to
    return nothing.
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
        if isinstance(node, ast.Try):
            if any(_holds(child, line) for child in node.body):
                found = _by_handlers(node, path[: number + 1], is_caller=is_caller)
                if found is not None and is_caller and _has_another_way(node, function):
                    raise Unknown
            if found is None and not any(_holds(child, line) for child in node.finalbody):
                found = _by_finally(node)
        elif isinstance(node, ast.With | ast.AsyncWith) and any(_holds(child, line) for child in node.body):
            found = _by_manager(node, outer)
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


def _by_handlers(node: ast.Try, path: list[ast.AST], *, is_caller: bool) -> _Swallower | None:
    for handler in node.handlers:
        names = {"BaseException"} if handler.type is None else set(_names(handler.type))
        if _ASSERTION in names:
            raise Unknown
        if names & _BROAD:
            if not _does_nothing(handler, may_return=is_caller) or _takes_note(handler, path[0]):
                raise Unknown
            if any(isinstance(one, _LOOPS) and not _calls_each(one, node) for one in path):
                raise Unknown
            return (
                handler.lineno,
                "`except:`" if handler.type is None else f"`except {ast.unparse(handler.type)}:`",
            )
    return None


def _has_another_way(node: ast.Try, function: ast.AST) -> bool:
    """Say whether a function tries to get a value, and goes on without it: to try again, or another way."""
    gets = any(
        isinstance(one, ast.Assign | ast.Return) and one.value is not None
        for statement in node.body
        for one in ast.walk(statement)
    )
    last = node.end_lineno or node.lineno
    return gets and any(isinstance(one, ast.stmt) and one.lineno > last for one in ast.walk(function))


def is_tried_again(file: str, line: int, first_line: int) -> bool:
    """Say whether a line of a function stands in a loop."""
    tree = tree_of(file)
    function = None if tree is None else _function(tree, first_line)
    return function is not None and any(isinstance(one, _LOOPS) for one in _path(function, line))


def is_expected(file: str, line: int, first_line: int) -> bool:
    """Say whether around a line of a function is what takes note of errors, as `pytest.raises`."""
    tree = tree_of(file)
    function = None if tree is None else _function(tree, first_line)
    if function is None:
        return False
    managers = [one for one in _path(function, line) if isinstance(one, ast.With | ast.AsyncWith)]
    called = [item.context_expr for one in managers for item in one.items]
    return any(name in _TAKES_NOTE for one in called for name in _names(getattr(one, "func", one)))


def _does_nothing(handler: ast.ExceptHandler, *, may_return: bool) -> bool:
    """Say whether a handler neither looks at an error nor hands it on, but for a word in a log."""
    for statement in handler.body:
        if isinstance(statement, ast.Expr) and _is_said(statement.value):
            continue
        if isinstance(statement, ast.Return) and may_return and _is_nothing(statement.value):
            continue
        for one in ast.walk(statement):
            if isinstance(one, ast.Raise | ast.Call | ast.Return):
                return False
            if isinstance(one, ast.Name) and one.id == handler.name:
                return False
    return True


def _takes_note(handler: ast.ExceptHandler, function: ast.AST) -> bool:
    """Say whether a handler counts the error in an object, or in a name that is read after it."""
    names: set[str] = set()
    for one in ast.walk(handler):
        if isinstance(getattr(one, "ctx", None), ast.Store):
            if not isinstance(one, ast.Name):
                return True
            names.add(one.id)
    return any(
        isinstance(one, ast.Name) and one.id in names and isinstance(one.ctx, ast.Load) and one.lineno > last
        for last in (handler.end_lineno or handler.lineno,)
        for one in ast.walk(function)
    )


def _is_said(node: ast.expr) -> bool:
    """Say whether something is only printed or logged."""
    if not isinstance(node, ast.Call):
        return False
    whole = ast.unparse(node.func)
    if whole in {"print", "traceback.print_exc"}:
        return True
    whose, _, what = whole.rpartition(".")
    return what in _LOGS and "log" in whose.lower()


def _is_nothing(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _calls_each(loop: ast.AST, node: ast.Try) -> bool:
    """Say whether a loop calls one after the other, and does not try the same again."""
    if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
        return False
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == loop.target.id
        for statement in node.body
        for one in ast.walk(statement)
    )


def _by_finally(node: ast.Try) -> _Swallower | None:
    """Return the `return` at the end of a `finally`, which drops any error."""
    for statement in node.finalbody:
        if isinstance(statement, ast.Return):
            return statement.lineno, "`return` in `finally:`"
    return None


def dropped_gather(file: str, line: int) -> _Swallower | None:
    """Return the statement around a line that gathers errors as values, and drops them."""
    tree = tree_of(file)
    for node in () if tree is None else ast.walk(tree):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Await) or not _holds(node, line):
            continue
        call = node.value.value
        if isinstance(call, ast.Call) and "gather" in _names(call.func):
            for word in call.keywords:
                if word.arg == "return_exceptions" and getattr(word.value, "value", None) is True:
                    return node.lineno, "`gather(..., return_exceptions=True)`"
    return None


def _by_manager(node: ast.With | ast.AsyncWith, outer: list[ast.AST]) -> _Swallower | None:
    for item in reversed(node.items):
        expression = item.context_expr
        if any(_is_attempt(expression, one) for one in outer):
            raise Unknown
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


def _is_attempt(manager: ast.expr, loop: ast.AST) -> bool:
    """Say whether a loop hands a manager out for each attempt, as `for attempt in ...: with attempt:`."""
    if not isinstance(loop, ast.For | ast.AsyncFor):
        return False
    handed_out = {one.id for one in ast.walk(loop.target) if isinstance(one, ast.Name)}
    return any(isinstance(one, ast.Name) and one.id in handed_out for one in ast.walk(manager))


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the last parts of the names in an expression: of a name, an attribute, or each in a tuple."""
    if isinstance(node, ast.Tuple):
        for one in node.elts:
            yield from _names(one)
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
