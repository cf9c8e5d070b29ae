"""Compare a shown text with a real one, leaving out what differs from run to run."""

from __future__ import annotations

import difflib
import re

ANYTHING = "..."
HEADER = re.compile(
    r"^(=== test session starts ===$|"
    r"(platform|cachedir|rootdir|configfile|plugins|asyncio|hypothesis profile|timeout)[: ].*)"
)
VARYING = [
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(r"\bin \d+\.\d+s\b( \(\d+:\d\d:\d\d\))?"), "in 0.01s"),
    (re.compile(r"[ ]+\[ *\d+%\]$", re.MULTILINE), ""),
    (re.compile(r"([=_-])\1{2,}"), r"\1\1\1"),
    (re.compile(r"\b127\.0\.0\.1:\d{4,5}\b"), "127.0.0.1:..."),
    (re.compile(r"\b0x[0-9a-f]{6,}\b"), "0x..."),
]


def normalise(text: str, *, home: str | None = None) -> list[str]:
    """Cut a text into lines, without what differs from run to run and without pytest's header."""
    if home is not None:
        text = text.replace(f"{home}/", "").replace(home, ".")
    for pattern, replacement in VARYING:
        text = pattern.sub(replacement, text)
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return [line for line in lines if not HEADER.match(line)]


def matches(shown: list[str], real: list[str]) -> bool:
    """Tell whether the lines are the same; a shown line `...` stands for any number of real ones."""
    if not shown:
        return not real
    first, rest = shown[0], shown[1:]
    if first.strip() == ANYTHING:
        return any(matches(rest, real[skipped:]) for skipped in range(len(real) + 1))
    return bool(real) and first == real[0] and matches(rest, real[1:])


def describe_difference(shown: str, real: str, *, home: str | None = None) -> str | None:
    """Say how the shown text differs from the real one, or nothing if it does not."""
    expected, actual = normalise(shown, home=home), normalise(real, home=home)
    if matches(expected, actual):
        return None
    difference = "\n".join(difflib.unified_diff(expected, actual, "shown in the page", "really", lineterm=""))
    return f"The page shows something else than what happens:\n{difference}\n"
