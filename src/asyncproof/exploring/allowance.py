"""How much may be spent on one test, in a word: a number of runs, as `200`, or of seconds, as `30s`."""

from __future__ import annotations

import re
from typing import NamedTuple

_FORM = re.compile(r"(?P<runs>\d+)|(?P<seconds>\d+(?:\.\d+)?)s")


class Allowance(NamedTuple):
    """One of the two is said, the other is None."""

    runs: int | None
    seconds: float | None


def is_allowance(text: str) -> bool:
    """Tell whether a word has the form of one, and is not, say, a path that follows an option."""
    return _FORM.fullmatch(text.strip()) is not None


def read_allowance(text: str) -> Allowance | None:
    """Return what a word says, or None if it says nothing, or that nothing may be."""
    found = _FORM.fullmatch(text.strip())
    if found is None or not float(found["runs"] or found["seconds"]):
        return None
    return Allowance(int(found["runs"]), None) if found["runs"] else Allowance(None, float(found["seconds"]))
