"""What the overview says of one test's picture, so that nobody has to open it for that."""

from __future__ import annotations

from heapq import nlargest
from typing import Any

from asyncproof.report.recording.marks import BLOCKED, CANCELLED, DONE, ENDED, FAILED

MOST_WAITS = 5
_ENDED = DONE | FAILED | ENDED


def facts_of(picture: dict[str, Any]) -> dict[str, Any]:
    """Return counts, the time that passed, and the longest waits."""
    steps = picture["steps"]
    marks = steps["mark"]
    return {
        "virtual": picture["virtual"],
        "span": steps["at"][-1] if steps["at"] else 0,
        "steps": len(marks) + picture["left_out"],
        "tasks": len(picture["tasks"]),
        "blocked": sum(1 for mark in marks if mark & BLOCKED),
        "cancelled": sum(1 for mark in marks if mark & CANCELLED),
        "left": sum(1 for task in picture["tasks"] if task[4]),
        "left_out": picture["left_out"],
        "trouble": picture["trouble"],
        "waits": longest_waits(picture),
    }


def longest_waits(picture: dict[str, Any]) -> list[list[Any]]:
    """Return the longest waits: how long, who, for what, where, and after which step."""
    steps = picture["steps"]
    last: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for number, who in enumerate(steps["task"]):
        before = last.get(who)
        if who >= 0 and before is not None and steps["at"][number] > steps["at"][before]:
            found.append((steps["at"][number] - steps["at"][before], before))
        last[who] = number
    return [
        [
            took,
            picture["tasks"][steps["task"][number]][0],
            picture["words"][steps["wait"][number]][1] if steps["wait"][number] >= 0 else "",
            _place(picture, steps["stack"][number]),
            number,
        ]
        for took, number in nlargest(MOST_WAITS, found, key=lambda pair: (pair[0], -pair[1]))
    ]


def _place(picture: dict[str, Any], stack: int) -> str:
    """Return the innermost place of a stack that is the user's."""
    if stack < 0:
        return ""
    spots = [picture["spots"][number] for number in picture["stacks"][stack]]
    users = [spot for spot in spots if picture["files"][spot[0]][1]]
    file, line, _ = (users or spots)[-1]
    return f"{picture['files'][file][0]}:{line}"
