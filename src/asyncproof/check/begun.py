"""Calls that begin a task, and what becomes of the task in the function that began it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.linking import Coroutine, Instance
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.uses import How, around_of, uses_in

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value
    from asyncproof.check.pytesting.tests import Test
    from asyncproof.check.uses import Use

_MAKERS = frozenset({"create_task", "ensure_future"})
_BY_NAME = frozenset({"asyncio.create_task", "asyncio.ensure_future"})
_LOOP = "asyncio.events.AbstractEventLoop"
_GROUP = "asyncio.taskgroups.TaskGroup"
_LOOKS = frozenset(
    {"done", "cancelled", "get_name", "set_name", "get_coro", "get_loop", "cancel", "cancelling"}
)
"""Methods of a task that do not wait for it, and do not take what it raised."""


_RUNNERS = frozenset({Runner.ASYNCIO, Runner.ANYIO, Runner.ISOLATED})


def is_run_plainly(test: Test) -> bool:
    """Tell whether a test is async and its coroutine is awaited as it is, with nothing done for its tasks."""
    facts = test.function.facts
    if test.runner is Runner.UNKNOWN:
        return facts.is_async and not facts.decorators and not test.function.is_method
    return facts.is_async and test.runner in _RUNNERS


class Begun(NamedTuple):
    """A call that begins a task."""

    call: ast.Call
    coroutine: ast.expr
    in_group: bool
    """Whether a `TaskGroup` keeps the task, waits for it and takes its errors."""


def begun(node: ast.AST | None, here: Here) -> Begun | None:
    """Return a call as one that begins a task; None if it does not, or if nobody can tell."""
    if not isinstance(node, ast.Call) or len(node.args) != 1 or isinstance(node.args[0], ast.Starred):
        return None
    maker = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if maker not in _MAKERS:
        return None
    coroutine = node.args[0]
    if here.full_name(node.func) in _BY_NAME:
        sure = maker == "create_task" or isinstance(here.value(coroutine), Coroutine)
        return Begun(node, coroutine, in_group=False) if sure else None  # of a task it makes the same task
    if not isinstance(node.func, ast.Attribute) or maker != "create_task":
        return None
    receiver = here.value(node.func.value)
    if is_loop(receiver, here):
        return Begun(node, coroutine, in_group=False)
    return Begun(node, coroutine, in_group=True) if _is_a(receiver, _GROUP, here) else None


def is_loop(value: Value, here: Here) -> bool:
    """Tell whether something is an event loop."""
    return _is_a(value, _LOOP, here)


def _is_a(value: Value, name: str, here: Here) -> bool:
    if not isinstance(value, Instance):
        return False
    return any(base is not None and base.name == name for base in here.evaluator.line(value.klass))


def neglected(node: ast.Assign, here: Here) -> tuple[Use, ...] | None:
    """Return how a task is used that is assigned to a name, if nobody awaits it, keeps it or hands it on.

    None if somebody does, if no task is begun, or if nobody can tell.
    """
    function = around_of(here.parents)
    if function is None or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
        return None
    task = begun(node.value, here)
    if task is None or task.in_group:
        return None
    uses, name = uses_in(function), node.targets[0].id
    after = uses.after(name, node)
    if name in uses.elsewhere or uses.of("all_tasks") or _asks_for_all(function):
        return None
    return after if all(_only_looks(use) for use in after) else None


def _only_looks(use: Use) -> bool:
    if use.leaves:
        return False
    if use.how is How.METHOD:
        return use.detail in _LOOKS
    return use.how in {How.TESTED, How.DELETED}


def _asks_for_all(function: ast.AST) -> bool:
    """Tell whether a function waits for all tasks that there are."""
    return any(isinstance(node, ast.Attribute) and node.attr == "all_tasks" for node in nodes_in(function))
