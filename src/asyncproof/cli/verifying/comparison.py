"""Says whose outcome has changed between two runs of the same tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.verifying.running import Ran

_RED = frozenset(("failed", "error"))
_LONGEST = 100
TRUTH = "it told the truth for the first time"


def compared(before: Ran, after: Ran) -> Iterator[str]:
    """Yield the lines: first the tests that have ended otherwise, then how many ended as before."""
    if after.trouble is not None:
        yield f"verify: the tests could not be run again: {after.trouble}"
        return
    names = sorted({*before.outcomes, *after.outcomes})
    changed = [name for name in names if before.outcomes.get(name) != after.outcomes.get(name)]
    for name in changed:
        yield from _change(name, before, after)
    same = len(names) - len(changed)
    yield f"verify: {_tests(len(changed))} ended otherwise than before, {same} as before"


def _change(name: str, before: Ran, after: Ran) -> Iterator[str]:
    was, now = (ran.outcomes.get(name, "not there") for ran in (before, after))
    told = f": {TRUTH}" if was == "passed" and now in _RED else ""
    yield f"verify: {was} -> {now}  {name}{told}"
    if now in _RED and name in after.reasons:
        reason = after.reasons[name]
        yield f"    {reason if len(reason) <= _LONGEST else reason[: _LONGEST - 3] + '...'}"


def _tests(count: int) -> str:
    return f"{count} test{'s' if count != 1 else ''}"
