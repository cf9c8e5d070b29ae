"""anyio's runner: one task runs the async tests and fixtures of a whole module, in one and the same context.

So the context has to be told for whom it works next. anyio has no public way to that task (4.16 looked at);
without the private names nothing is told, and what tests make there belongs to whoever started the runner.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from asyncproof.guard.owner import OWNER
from asyncproof.guard.pending import context_of

if TYPE_CHECKING:
    from asyncproof.guard.owner import Owner

PLUGIN = "anyio.pytest_plugin"


def work_for(owner: Owner | None) -> None:
    """Let what anyio's runner does from now on be done for this owner."""
    if PLUGIN not in sys.modules:
        return
    runner: Any = getattr(sys.modules[PLUGIN], "_current_runner", None)
    task = getattr(runner, "_runner_task", None)
    if task is None or task.done():
        return
    context = context_of(task)
    if context is None:
        return
    try:
        context.run(OWNER.set, owner)
    except RuntimeError:  # it runs this very code: the variable has been set
        return
