"""Calls that begin a task, and what becomes of the task in the function that began it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Coroutine, Instance
from asyncproof.check.pytesting.tests import Runner

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use
    from asyncproof.check.linking import Value
    from asyncproof.check.pytesting.tests import Test

BEGINNING = frozenset({"create_task", "ensure_future"})
"""What a call that begins a task is called."""
_BY_NAME = frozenset({"asyncio.create_task", "asyncio.ensure_future"})
_LOOP = "asyncio.events.AbstractEventLoop"
_GROUP = "asyncio.taskgroups.TaskGroup"
_LOOKS = frozenset(
    {"done", "cancelled", "get_name", "set_name", "get_coro", "get_loop", "cancel", "cancelling"}
)
"""Methods of a task that do not wait for it, and do not take what it raised."""
_HARMLESS = frozenset({"len", "isinstance", "print", "repr", "type", "id"})
"""Functions that only look at what they get."""

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
    maker = last_name(node.func)
    if maker not in BEGINNING:
        return None
    coroutine = node.args[0]
    if here.full_name(node.func) in _BY_NAME:
        sure = maker == "create_task" or isinstance(here.value(coroutine), Coroutine)
        return Begun(node, coroutine, in_group=False) if sure else None  # of a task it makes the same task
    if not isinstance(node.func, ast.Attribute) or maker != "create_task":
        return None
    receiver = here.value(node.func.value)
    if is_loop(receiver, here):
        return None if _is_own_way(receiver, here) else Begun(node, coroutine, in_group=False)
    return Begun(node, coroutine, in_group=True) if _is_a(receiver, _GROUP, here) else None


def _is_own_way(loop: Value, here: Here) -> bool:
    """Tell whether the class of a loop is the project's own, and begins tasks in a way of its own."""
    line = here.evaluator.line(loop.klass) if isinstance(loop, Instance) else ()
    owner = next((one for one in line if one is not None and "create_task" in one.facts.bindings), None)
    return owner is not None and owner.home.module.is_own


def is_loop(value: Value, here: Here) -> bool:
    """Tell whether something is an event loop."""
    return _is_a(value, _LOOP, here)


def _is_a(value: Value, name: str, here: Here) -> bool:
    if not isinstance(value, Instance):
        return False
    return any(base is not None and base.name == name for base in here.evaluator.line(value.klass))


def may_begin(value: ast.expr | None) -> bool:
    """Tell whether a value is no call, or one that may begin a task by its name: a cheap question."""
    return not isinstance(value, ast.Call) or last_name(value.func) in BEGINNING


class Neglected(NamedTuple):
    """A task that nobody awaits, or a list of them."""

    name: str
    uses: tuple[Use, ...]
    """What is done with it: no more than to look at it."""
    cancels: tuple[ast.Call, ...]
    """Where it is cancelled."""


def neglected(node: ast.Assign | ast.AnnAssign, here: Here) -> Neglected | None:
    """Return what becomes of a task that is assigned to a name, if nobody awaits it, keeps it or hands it on.

    None if somebody does, if no task is begun, or if nobody can tell. The same for a list of tasks.
    """
    target = target_of(node)
    if target is None or node.value is None or not _are_begun(node.value, here):
        return None
    function = around_of(here.parents)
    if function is None:
        return None
    uses, name = uses_in(function), target.id
    after = uses.after(name, node)
    if name in uses.elsewhere or uses.of("all_tasks") or _asks_for_all(function):
        return None
    if not all(_only_looks(use) for use in after):
        return None
    cancels = (call for use in after for call in _looks_by(use) if _last_name(call) == "cancel")
    return Neglected(name, after, tuple(cancels))


def target_of(node: ast.Assign | ast.AnnAssign) -> ast.Name | None:
    """Return the only name that a statement assigns to; None if there are others, or if it is no name."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return targets[0] if len(targets) == 1 and isinstance(targets[0], ast.Name) else None


def _are_begun(value: ast.expr, here: Here) -> bool:
    """Tell whether a value is a task that no group keeps, or a list of such tasks."""
    items = [value]
    if isinstance(value, (ast.List, ast.Set, ast.Tuple)):
        items = value.elts
    elif isinstance(value, (ast.ListComp, ast.SetComp)):
        items = [value.elt]
    tasks = [begun(item, here) for item in items]
    return bool(tasks) and all(task is not None and not task.in_group for task in tasks)


def _only_looks(use: Use) -> bool:
    if use.how is How.GIVEN and use.call is not None and getattr(use.call.func, "id", "") in _HARMLESS:
        return not use.inner
    if use.leaves:
        return False
    if use.how is How.ITERATED:
        is_plain = isinstance(getattr(use.around[-1], "target", None), ast.Name)
        return is_plain and len(_looks_by(use)) == len(_items_of(use))
    return use.how in {How.TESTED, How.DELETED} or bool(_looks_by(use))


def _looks_by(use: Use) -> list[ast.Call]:
    """Return the calls that look at a task, or at the tasks that a loop goes through."""
    if use.how is How.METHOD and use.call is not None:
        return [use.call] if use.detail in _LOOKS else []
    items = {id(item) for item in _items_of(use)}
    calls = (node for node in nodes_in(_loop_of(use)) if isinstance(node, ast.Call)) if items else ()
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and id(call.func.value) in items and call.func.attr in _LOOKS
    ]


def _items_of(use: Use) -> list[ast.Name]:
    """Return where a loop uses the items of what it goes through."""
    target = getattr(use.around[-1], "target", None)
    if use.how is not How.ITERATED or not isinstance(target, ast.Name):
        return []
    names = (node for node in nodes_in(_loop_of(use)) if isinstance(node, ast.Name))
    return [name for name in names if name.id == target.id and isinstance(name.ctx, ast.Load)]


def _loop_of(use: Use) -> ast.AST:
    """Return the loop or the comprehension that goes through something."""
    return use.around[-2] if isinstance(use.around[-1], ast.comprehension) else use.around[-1]


def _last_name(call: ast.Call) -> str:
    return getattr(call.func, "attr", "")


def _asks_for_all(function: ast.AST) -> bool:
    """Tell whether a function waits for all tasks that there are."""
    return any(isinstance(node, ast.Attribute) and node.attr == "all_tasks" for node in nodes_in(function))
