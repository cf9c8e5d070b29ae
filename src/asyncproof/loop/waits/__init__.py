"""Who waits for what: pure looks at live tasks, and the message of a Deadlock or a Livelock.

The public names are loaded when first used: hardly any run has a stuck task to tell of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.loop.waits.pattern import describe_steps
    from asyncproof.loop.waits.report import explain_deadlock, explain_waits
    from asyncproof.loop.waits.spot import Spot
    from asyncproof.loop.waits.target import DRAIN, READ
    from asyncproof.loop.waits.taskwait import Resource, TaskWait, Wait, snapshot
    from asyncproof.loop.waits.wording import waits_for

__all__ = [
    "DRAIN",
    "READ",
    "Resource",
    "Spot",
    "TaskWait",
    "Wait",
    "describe_steps",
    "explain_deadlock",
    "explain_waits",
    "snapshot",
    "waits_for",
]

__getattr__ = late_names(
    __name__,
    {
        "DRAIN": "target",
        "READ": "target",
        "Resource": "taskwait",
        "Spot": "spot",
        "TaskWait": "taskwait",
        "Wait": "taskwait",
        "describe_steps": "pattern",
        "explain_deadlock": "report",
        "explain_waits": "report",
        "snapshot": "taskwait",
        "waits_for": "wording",
    },
)
