"""What pytest has written, as values: what guards and exploring have found, and what is a crash of ours."""

from __future__ import annotations

import re
from typing import Any

Found = dict[str, Any]

_FINDING = re.compile(
    r"^(?:.*(?:GuardFailure|Warning): )?(?P<guard>[a-z]+(?:-[a-z]+)*): (?P<message>.+)\n"
    r"(?P<body>(?: {4}.*\n)*?) {4}more: asyncproof explain (?P=guard)",
    re.MULTILINE,
)
_PLACE = re.compile(r"(\S+\.py:\d+)(?::|\s|$)")
_EXPLORED = re.compile(r"^asyncproof explored ([\d,]+) tests? in ([\d,]+) runs?.*$", re.MULTILINE)
_LEFT = re.compile(r"^asyncproof did not explore (.*)$", re.MULTILINE)
_RUNG = re.compile(r"^(stock|timing|latency|cancel|fault|reorder): it ", re.MULTILINE)
_CRASHES = (
    re.compile(r"^INTERNALERROR> .*$", re.MULTILINE),
    re.compile(r"^.*(?:itself failed|in a guard of asyncproof).*$", re.MULTILINE),
    re.compile(r"^(?:Fatal Python error|Segmentation fault).*$", re.MULTILINE),
)


def findings(text: str) -> list[Found]:
    """Return the findings of guards that a text tells, each with the first place that it names."""
    told = []
    for one in _FINDING.finditer(text + "\n"):
        place = _PLACE.search(one["body"])
        told.append(
            {
                "guard": one["guard"],
                "message": one["message"],
                "where": place[1] if place else "",
            }
        )
    return told


def explored(output: str) -> dict[str, Any]:
    """Return how much was explored, and what was not."""
    counts = [
        (int(one[1].replace(",", "")), int(one[2].replace(",", ""))) for one in _EXPLORED.finditer(output)
    ]
    return {
        "tests": sum(tests for tests, _ in counts),
        "runs": sum(runs for _, runs in counts),
        "not explored": _LEFT.findall(output),
    }


def failure(text: str) -> Found:
    """Return what is told of a test that exploring has made fail: the rung, and the line to do it again."""
    rung = _RUNG.search(text)
    replay = re.search(r"^ *replay: (.*)$", text, re.MULTILINE)
    return {"rung": rung[1] if rung else "", "replay": replay[1] if replay else ""}


def crashes(output: str) -> list[str]:
    """Return the lines that tell of a failure in asyncproof itself."""
    return [one[0] for pattern in _CRASHES for one in pattern.finditer(output)]
