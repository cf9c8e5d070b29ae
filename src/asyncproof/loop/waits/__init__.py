"""Who waits for what: pure looks at live tasks, and the message of a Deadlock or a Livelock."""

from __future__ import annotations

from asyncproof.loop.waits.pattern import describe_steps
from asyncproof.loop.waits.report import explain_deadlock, explain_waits
from asyncproof.loop.waits.spot import Spot
from asyncproof.loop.waits.taskwait import Resource, TaskWait, Wait, snapshot

__all__ = [
    "Resource",
    "Spot",
    "TaskWait",
    "Wait",
    "describe_steps",
    "explain_deadlock",
    "explain_waits",
    "snapshot",
]
