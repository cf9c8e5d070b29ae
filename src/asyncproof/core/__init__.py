"""Plain values and protocols that every other part is built from: no asyncio, no third party.

The public names are loaded when first used: a run without virtual time needs few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
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

__getattr__ = late_names(
    __name__,
    {
        "AsyncproofError": "errors",
        "Certainty": "verdict",
        "Choice": "choice",
        "Chooser": "chooser",
        "Deadlock": "errors",
        "Explanation": "finding",
        "Finding": "finding",
        "Instant": "instant",
        "Livelock": "errors",
        "Place": "finding",
        "ReplayError": "errors",
        "SECOND": "instant",
        "Schedule": "schedule",
        "ScheduleError": "errors",
        "Severity": "finding",
        "Step": "step",
        "StuckError": "errors",
        "Trace": "trace",
        "UsageError": "errors",
        "Verdict": "verdict",
        "Watcher": "watcher",
        "from_seconds": "instant",
        "not_before": "instant",
        "to_seconds": "instant",
    },
)
