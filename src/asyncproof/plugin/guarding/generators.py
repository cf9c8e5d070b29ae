"""Lets a test that is an async generator fail for what was found, where pytest-asyncio would pass over it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from asyncproof.guard.reading.body import body_of

if TYPE_CHECKING:
    import pytest


def stand_for_itself(item: pytest.Item) -> None:
    """Take from an async generator the mark by which pytest-asyncio reports it as an expected failure."""
    code = body_of(getattr(item, "obj", None))
    if code is None or not code.co_flags & inspect.CO_ASYNC_GENERATOR:
        return
    marks = [mark for mark in item.own_markers if _is_from_pytest_asyncio(mark)]
    for mark in marks:
        item.own_markers.remove(mark)
    if marks:
        item.runtest = _run_nothing  # type: ignore[method-assign] # nothing is to be run any more


def _is_from_pytest_asyncio(mark: pytest.Mark) -> bool:
    reason = str(mark.kwargs.get("reason", ""))
    return mark.name == "xfail" and mark.kwargs.get("run") is False and "async" in reason


def _run_nothing() -> None:
    """Run nothing: there is nothing that can run."""
