"""Plain values and protocols that every other part is built from: no asyncio, no third party."""

from asyncproof.core.choice import Choice
from asyncproof.core.chooser import Chooser
from asyncproof.core.errors import (
    AsyncproofError,
    Deadlock,
    Livelock,
    ReplayError,
    ScheduleError,
    StuckError,
    UsageError,
)
from asyncproof.core.finding import Explanation, Finding, Place, Severity
from asyncproof.core.instant import SECOND, Instant, from_seconds, not_before, to_seconds
from asyncproof.core.schedule import Schedule
from asyncproof.core.step import Step
from asyncproof.core.trace import Trace
from asyncproof.core.verdict import Certainty, Verdict
from asyncproof.core.watcher import Watcher

__all__ = [
    "SECOND",
    "AsyncproofError",
    "Certainty",
    "Choice",
    "Chooser",
    "Deadlock",
    "Explanation",
    "Finding",
    "Instant",
    "Livelock",
    "Place",
    "ReplayError",
    "Schedule",
    "ScheduleError",
    "Severity",
    "Step",
    "StuckError",
    "Trace",
    "UsageError",
    "Verdict",
    "Watcher",
    "from_seconds",
    "not_before",
    "to_seconds",
]
