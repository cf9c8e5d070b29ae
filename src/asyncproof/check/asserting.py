"""Assertions in functions that a test defines, and calls that lose what such a function raises."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.begun import begun, is_loop, is_run_plainly, neglected
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.linking import Awaitable
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.uses import How, around_of, uses_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_ON_LOOP = {"call_soon": 0, "call_soon_threadsafe": 0, "call_later": 1, "call_at": 1}


def last_assertion(body: Sequence[ast.stmt]) -> ast.Assert | None:
    """Return the assertion that a function ends with.

    If something came after it, its failure would be felt by whoever waits for that.
    """
    last = body[-1] if body else None
    if isinstance(last, ast.Assert):
        return last
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return last_assertion(last.body)
    if isinstance(last, ast.If):
        return last_assertion(last.body) or last_assertion(last.orelse)
    return None


def defined_in(name: str, here: Here) -> AnyFunction | None:
    """Return the function that the function around defines under a name, if it binds it to nothing else."""
    around = around_of(here.parents)
    bound = [] if around is None else [use.node for use in uses_in(around).of(name) if use.how is How.BOUND]
    found = bound[0] if len(bound) == 1 else None
    if not isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef)) or found.decorator_list:
        return None
    return found


def loses_errors(here: Here) -> bool:
    """Tell whether the node stands in the body of a test whose runner only logs what tasks raise."""
    test, around = here.test, around_of(here.parents)
    if test is None or around is None or here.function != test.function:
        return False
    if test.runner is Runner.ANYIO or not is_run_plainly(test):  # AnyIO lets the test fail
        return False
    return not any(
        isinstance(node, ast.Attribute) and node.attr == "set_exception_handler" for node in nodes_in(around)
    )


def lost_assertion(node: ast.Call, statement: ast.AST | None, here: Here) -> tuple[ast.Assert, str] | None:
    """Return the assertion that a call loses, and the name of the function that it is in.

    *statement* is what stands around the call.
    """
    name = _lost_callback(node, here) or _lost_coroutine(node, statement, here)
    if name is None or not loses_errors(here):
        return None
    function = defined_in(name, here)
    assertion = None if function is None else last_assertion(function.body)
    return None if assertion is None else (assertion, name)


def _lost_callback(node: ast.Call, here: Here) -> str | None:
    """Return the name of a callback whose errors go to the loop's exception handler."""
    if not isinstance(node.func, ast.Attribute):
        return None
    number = 0 if node.func.attr == "add_done_callback" else _ON_LOOP.get(node.func.attr)
    if number is None or len(node.args) <= number or not isinstance(node.args[number], ast.Name):
        return None
    receiver = here.value(node.func.value)
    if not (is_loop(receiver, here) if node.func.attr in _ON_LOOP else isinstance(receiver, Awaitable)):
        return None
    callback = node.args[number]
    return callback.id if isinstance(callback, ast.Name) and _is_sync(callback.id, here) else None


def _is_sync(name: str, here: Here) -> bool:
    return isinstance(defined_in(name, here), ast.FunctionDef)


def _lost_coroutine(node: ast.Call, statement: ast.AST | None, here: Here) -> str | None:
    """Return the name of the async function of a task that nobody waits for."""
    task = begun(node, here)
    if task is None or task.in_group or not isinstance(task.coroutine, ast.Call):
        return None
    if isinstance(statement, ast.Assign):
        is_lost = statement.value is node and neglected(statement, here) is not None
    else:
        is_lost = isinstance(statement, ast.Expr)
    function = task.coroutine.func
    return function.id if is_lost and isinstance(function, ast.Name) else None
