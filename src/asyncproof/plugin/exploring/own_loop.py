"""Gives a test a loop of its own from its first fixture to its last, for the runs in which it is explored.

A test of pytest-asyncio that shares its loop with others gets one of its own. A test of anyio has one anyhow,
but anyio closes it as soon as it has nothing to do, and then nobody sees what the test has left there.

Which loop a test of pytest-asyncio runs on says the mark that is closest to it; that is public, and so is the
list of an item's own marks. That it may have looked already, and keeps what it saw in `_loop_scope`, is not.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.anyio_backend import BACKEND
from asyncproof.plugin.finding import loop_scope
from asyncproof.plugin.loops import ANYIO_RUNNER, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = "_loop_scope"
_SHARED_RUNNERS = frozenset(f"_{scope}_scoped_runner" for scope in SCOPES if scope != "function")
"""The fixtures that pytest-asyncio adds to what a test uses, also for its siblings with other parameters."""


def shares_loop(item: pytest.Item) -> bool:
    """Say whether a test runs on a loop that other tests share."""
    return BACKEND not in getattr(item, "fixturenames", ()) and loop_scope(item) != "function"


@contextmanager
def own_loop(item: Any) -> Iterator[None]:
    """Let a test have its loop for itself, in this block."""
    if _is_of_anyio(item):
        with _runner_kept(item):
            yield
        return
    if not shares_loop(item):
        yield
        return
    said = getattr(item.get_closest_marker("asyncio"), "kwargs", {})
    kept = {name: value for name, value in said.items() if name not in ("scope", "loop_scope")}
    mark = pytest.mark.asyncio(**kept, loop_scope="function").mark
    fixtures = list(item.fixturenames)
    item.own_markers.insert(0, mark)
    item.fixturenames[:] = [name for name in fixtures if name not in _SHARED_RUNNERS]
    item.__dict__.pop(_KEPT, None)
    try:
        yield
    finally:
        item.own_markers.remove(mark)
        item.fixturenames[:] = fixtures
        item.__dict__.pop(_KEPT, None)


def _is_of_anyio(item: pytest.Item) -> bool:
    return BACKEND in getattr(item, "fixturenames", ()) and item.get_closest_marker("asyncio") is None


@contextmanager
def _runner_kept(item: Any) -> Iterator[None]:
    """Let anyio's runner live until all that belongs to the test is torn down."""
    fixtures = list(item.fixturenames)
    item.fixturenames.insert(fixtures.index(BACKEND) + 1, ANYIO_RUNNER)
    try:
        yield
    finally:
        item.fixturenames[:] = fixtures
