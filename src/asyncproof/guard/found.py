"""What a guard has found, as plain data; and what there is to tell of a guard that failed itself."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from asyncproof.core import Explanation, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.guard.guard import Guard
    from asyncproof.guard.owner import Owner


def found_by(
    guard: type[Guard],
    owner: Owner,
    message: str,
    *,
    place: Place | None,
    severity: Severity,
    why: str,
    cure: str,
    lines: Iterable[str],
) -> Finding:
    """Return a finding of a guard; it says whose it is where that isn't the test that fails for it."""
    belonging = (f"it belongs to {owner.name}",) if owner.is_wide else ()
    return Finding(
        code=guard.name,
        message=message,
        place=place,
        severity=severity,
        explanation=Explanation(
            cause=why,
            cure=cure,
            page=f"guards/{guard.name}.md",
            details=tuple(("", line) for line in (*belonging, *lines)),
        ),
    )


def bug_of(method: Any, problem: Exception) -> Finding:
    """Return what is told of a guard whose method has failed: a warning, as no test may fail for it."""
    frames = traceback.extract_tb(problem.__traceback__)
    return Finding(
        code=type(method.__self__).name,
        message=f"the guard failed itself in `{method.__name__}`: {type(problem).__name__}: {problem}",
        place=Place(frames[-1].filename, frames[-1].lineno),
        severity=Severity.WARNING,
        explanation=Explanation(
            cause="this is a bug of asyncproof: please report it; what the guard looks for may be missed"
        ),
    )
