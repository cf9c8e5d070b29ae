"""Assertions in functions that a test defines, and calls that lose what such a function raises."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.begun import begun, is_loop, is_run_plainly, neglected
from asyncproof.check.insight.suspending import own_nodes
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Awaitable
from asyncproof.check.pytesting.tests import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_SILENT = frozenset(
    {"sleep", "task_done", "read", "recv", "receive", "wait", "wait_for", "join", "acquire", "release"}
)
"""Methods that a test does not wait for."""
_ON_LOOP = {"call_soon": 0, "call_soon_threadsafe": 0, "call_later": 1, "call_at": 1}
LOSING = frozenset({*_ON_LOOP, "add_done_callback", "create_task", "ensure_future"})
"""What a call that may lose an assertion is called."""


def last_assertion(body: Sequence[ast.stmt]) -> ast.stmt | None:
    """Return the assertion that a function ends with.

    If something came after it, its failure would be felt by whoever waits for that.
    """
    last = body[-1] if body else None
    if isinstance(last, ast.Assert) or (isinstance(last, ast.Expr) and _asserts(last.value)):
        return last
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return last_assertion(last.body)
    if isinstance(last, ast.If):
        return last_assertion(last.body) or last_assertion(last.orelse)
    return None


def _asserts(node: ast.expr) -> bool:
    """Tell whether a call asserts: `self.assertEqual(...)`, `mock.assert_called()`, `pytest.fail()`."""
    call = node.value if isinstance(node, ast.Await) else node
    function = call.func if isinstance(call, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr.startswith(("assert", "fail"))


def defined_in(name: str, here: Here) -> AnyFunction | None:
    """Return the function of this name that a test, or else its module, defines once and not decorated."""
    around = around_of(here.parents)
    bound = [] if around is None else [use.node for use in uses_in(around).of(name) if use.how is How.BOUND]
    if not bound and isinstance(here.parents[0], ast.Module):
        bound = [one for one in here.parents[0].body if getattr(one, "name", "") == name]
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


class Lost(NamedTuple):
    """An assertion whose failure a test does not hear of."""

    assertion: ast.stmt
    name: str
    """The function that it is in."""
    is_last: bool
    """Whether nothing comes after it that somebody could wait for in vain."""


def lost_assertion(node: ast.Call, statement: ast.AST | None, here: Here) -> Lost | None:
    """Return the assertion that a call loses; *statement* is what stands around the call."""
    callback = _lost_callback(node, here)
    name = callback or _lost_coroutine(node, statement, here)
    if name is None or not loses_errors(here):
        return None
    return _assertion_of(name, here, also_inside=callback is None)


def _assertion_of(name: str, here: Here, *, also_inside: bool) -> Lost | None:
    function = defined_in(name, here)
    if function is None:
        return None
    last = last_assertion(function.body)
    if last is not None:
        return Lost(last, name, is_last=True)
    inside = _unheard_assertion(function) if also_inside else None
    return None if inside is None else Lost(inside, name, is_last=False)


def _unheard_assertion(function: AnyFunction) -> ast.stmt | None:
    """Return an assertion in a function that catches nothing, and tells nobody that it has come so far."""
    nodes = list(own_nodes(function.body))
    if any(isinstance(node, (ast.Try, ast.Return, ast.Yield)) or _is_sign(node) for node in nodes):
        return None
    return next((node for node in nodes if isinstance(node, ast.Assert)), None)


def _is_sign(node: ast.AST) -> bool:
    """Tell whether a test may wait for what a node does, or look at it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr not in _SILENT and not node.func.attr.startswith(("get", "assert"))
    if not isinstance(node, (ast.Assign, ast.AugAssign)):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return not all(isinstance(target, ast.Name) for target in targets)


def lost_in_gather(node: ast.Call, here: Here) -> Lost | None:
    """Return the assertion whose failure is a result of `gather` that nobody looks at."""
    asked = {one.arg: one.value for one in node.keywords}.get("return_exceptions")
    if not isinstance(asked, ast.Constant) or asked.value is not True:
        return None
    if here.full_name(node.func) != "asyncio.gather" or not loses_errors(here):
        return None
    calls = [one for one in node.args if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    found = (_assertion_of(getattr(one.func, "id", ""), here, also_inside=False) for one in calls)
    return next((one for one in found if one is not None), None)


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
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        is_lost = statement.value is node and neglected(statement, here) is not None
    else:
        is_lost = isinstance(statement, ast.Expr)
    function = task.coroutine.func
    return function.id if is_lost and isinstance(function, ast.Name) else None
