"""Whether a task is in a shielded scope of anyio's, where none of anyio's own cancellations reaches it.

anyio tells nobody in which scopes another task is, so its asyncio backend is asked for what it keeps. Where
it keeps it in another way, nothing counts as shielded.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

_BACKEND = "anyio._backends._asyncio"


def is_of_a_group(task: asyncio.Task[Any]) -> bool:
    """Say whether a task group of anyio's has made this task: then anyio cancels it by its scopes alone."""
    states = getattr(sys.modules.get(_BACKEND), "_task_states", None)
    if not states or task not in states:
        return False
    return getattr(states[task], "parent_id", None) is not None


def is_shielded(task: asyncio.Task[Any]) -> bool:
    """Say whether a scope that this task has entered itself, and not yet left, is a shield."""
    states = getattr(sys.modules.get(_BACKEND), "_task_states", None)
    if not states or task not in states:
        return False
    scope = getattr(states[task], "cancel_scope", None)
    while scope is not None and getattr(scope, "_host_task", None) is task:
        if getattr(scope, "shield", False):
            return True
        scope = getattr(scope, "_parent_scope", None)
    return False
