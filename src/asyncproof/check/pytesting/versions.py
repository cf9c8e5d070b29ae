"""Whether a project's version of a distribution is at least some version: yes, no, or nobody knows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.evidence import Known

if TYPE_CHECKING:
    from asyncproof.check.pytesting.evidence import Evidence

_BOUND = re.compile(r"\s*(~=|={2,3}|!=|<=|>=|<|>|\^|~)?\s*v?([\d.]+)")

_PLACES = 4

Version = tuple[int, ...]


def at_least(evidence: Evidence, name: str, version: Version) -> Known:
    """Tell whether what the project's tests run with is this version or a later one."""
    return _compared(evidence.version(name), evidence.requirement(name), version)


@lru_cache(maxsize=256)
def _compared(found: str | None, wanted: str | None, version: Version) -> Known:
    if found is not None:
        return Known.YES if _full(_numbers(found)) >= _full(version) else Known.NO
    return Known.UNKNOWN if wanted is None else _by_bounds(wanted, version)


def is_open_to(evidence: Evidence, name: str, version: Version) -> bool:
    """Tell whether a fresh installation of the project takes this version of what it asks for, or a later.

    Where nothing is known of a project, its tests run with what is new.
    """
    found = at_least(evidence, name, version)
    if found is Known.UNKNOWN:
        says_nothing = not evidence.wanted and not evidence.locked and not evidence.installed
        return says_nothing or (evidence.version(name) is None and evidence.requirement(name) is not None)
    return found is Known.YES


def _by_bounds(wanted: str, version: Version) -> Known:
    """Compare with what is asked for, as `>=0.21,<1`."""
    for part in wanted.split(","):
        bound = _BOUND.match(part)
        if bound is None:
            continue
        sign, numbers = bound[1] or "==", _numbers(bound[2])
        if sign in {">=", ">", "~=", "==", "===", "^", "~"} and _full(numbers) >= _full(version):
            return Known.YES
        below = _end(f"{sign}*" if "*" in part else sign, numbers)
        if below is not None and _full(below) <= _full(version):
            return Known.NO
    return Known.UNKNOWN


def _end(sign: str, numbers: Version) -> Version | None:
    """Return the version that a bound does not let in, nor any later one."""
    if sign == "<":
        return numbers
    if sign in {"<=", "==", "==="}:
        return (*_full(numbers)[:-1], 1)
    if sign in {"==*", "===*"}:
        return (*numbers[:-1], numbers[-1] + 1)
    if sign in {"~=", "~"}:
        kept = numbers[:-1] if len(numbers) > 1 else numbers
        return (*kept[:-1], kept[-1] + 1)
    if sign == "^":
        leading = next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)
        return (*numbers[:leading], numbers[leading] + 1)
    return None


def _full(version: Version) -> Version:
    """Return a version with all of its places, so that 1 and 1.0 are one."""
    return (*version, 0, 0, 0, 0)[:_PLACES]


def _numbers(text: str) -> Version:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3]) or (0,)
