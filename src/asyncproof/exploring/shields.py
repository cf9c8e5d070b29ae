"""What anyio cancels: tasks of its groups, by their scopes alone, and none in a shielded scope.

A task of plain asyncio's is cancelled as asyncio does it, through any shield. anyio tells nobody in which
scopes another task is, so its asyncio backend is asked for what it keeps. Where it keeps it in another way,
no task is of a group, and nothing counts as shielded.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

_BACKEND = "anyio._backends._asyncio"


def is_of_a_group(task: asyncio.Task[Any]) -> bool:
    """Say whether a task group of anyio's has made this task: then anyio cancels it by its scopes alone."""
    return getattr(_state_of(task), "parent_id", None) is not None


def is_shielded(task: asyncio.Task[Any]) -> bool:
    """Say whether a task of a group has entered itself, and not yet left, a scope that is a shield."""
    if not is_of_a_group(task):
        return False
    scope = getattr(_state_of(task), "cancel_scope", None)
    while scope is not None and getattr(scope, "_host_task", None) is task:
        if getattr(scope, "shield", False):
            return True
        scope = getattr(scope, "_parent_scope", None)
    return False


def group_of(task: asyncio.Task[Any]) -> Any:
    """Return the scope of the task group that has made this task, whose `cancel()` is for all, or None."""
    if not is_of_a_group(task):
        return None
    scope = getattr(_state_of(task), "cancel_scope", None)
    while scope is not None and getattr(scope, "_host_task", None) is task:
        scope = getattr(scope, "_parent_scope", None)
    return scope


def _state_of(task: asyncio.Task[Any]) -> object:
    """Return what anyio keeps of a task, or None."""
    states = getattr(sys.modules.get(_BACKEND), "_task_states", None)
    return states.get(task) if states else None
