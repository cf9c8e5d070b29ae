"""The kinds of questions that a loop puts to its chooser, and the answer that stands for all the rest."""

from __future__ import annotations

ARRIVAL = "arrival"
"""What has arrived, or stands in for it: what comes now?"""
LATENCY = "latency"
"""Does this come at its place, or later?"""
TIME = "time"
"""Does time pass?"""
READY = "ready"
"""Which of the steps that are ready runs next?"""
CANCEL = "cancel"
"""Who is cancelled? Nobody comes first, then one task after the other."""
FAULT = "fault"
"""What fails? Nothing comes first."""

ORDER = frozenset({ARRIVAL, LATENCY, READY})
"""Whose options are what may come next."""
RARE = frozenset({CANCEL, FAULT})
"""What happens once or twice in a run, and may at each of many moments."""
LATER = "later"
"""The option that nothing of what has arrived comes now."""
