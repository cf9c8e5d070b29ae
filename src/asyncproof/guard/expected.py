"""Whether a test looks for a warning itself, so that it is no surprise to anyone."""

from __future__ import annotations

import gc
import re
import warnings
from typing import Any


def display() -> tuple[object, object]:
    """Return what shows or records warnings now; whoever records them for itself replaces a part of it."""
    return warnings.showwarning, getattr(warnings, "_showwarnmsg_impl", None)


def is_expected(text: str, category: type[Warning], before: tuple[object, object] | None) -> bool:
    """Say whether a warning is recorded by what was not there *before*, or ignored by its very words."""
    return _is_ignored_by_name(text, category) or (
        before is not None and _is_recorded(text, category, before)
    )


def _is_ignored_by_name(text: str, category: type[Warning]) -> bool:
    return any(
        action == "ignore"
        and isinstance(message, str | re.Pattern)
        and issubclass(category, kind)
        and re.match(message, text)
        for action, message, kind, _, _ in warnings.filters
    )


def _is_recorded(text: str, category: type[Warning], before: tuple[object, object]) -> bool:
    now = display()
    # Methods are compared by value: the same list's `append` is a new object each time.
    if now[1] == before[1] and _sink(now[1]) is _sink(before[1]):
        return now[0] is not before[0]
    wanted = _wanted_by_recorder(_sink(now[1]))
    if wanted is None:
        return True
    kinds, pattern = wanted
    return issubclass(category, kinds) and (pattern is None or re.search(pattern, text) is not None)


def _sink(show: Any) -> object:
    return getattr(show, "__self__", None)


def _wanted_by_recorder(sink: object) -> tuple[tuple[type[Warning], ...], Any] | None:
    """Return what `pytest.warns` waits for, if it is the one that records."""
    holders = gc.get_referrers(sink)
    holders += [one for held in holders if type(held) is dict for one in gc.get_referrers(held)]
    for holder in holders:
        expected = getattr(holder, "expected_warning", None)
        if isinstance(expected, tuple):
            return expected, getattr(holder, "match_expr", None)
    return None
