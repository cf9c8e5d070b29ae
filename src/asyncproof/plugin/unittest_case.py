"""The way into `unittest.IsolatedAsyncioTestCase`, which builds a loop for each of its tests."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asyncproof.plugin.building import default_loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    Factory = Callable[[], asyncio.AbstractEventLoop]

HAS_LOOP_FACTORY = sys.version_info >= (3, 13)


def isolated_case(item: pytest.Item) -> Any | None:
    """Return the test case instance of an `IsolatedAsyncioTestCase` test, None for any other test."""
    unittest: Any = sys.modules.get("unittest")
    case = getattr(item, "instance", None)
    if unittest is None or not isinstance(case, unittest.TestCase):
        return None
    return case if isinstance(case, unittest.IsolatedAsyncioTestCase) else None


def brings_own_loop(case: Any) -> bool:
    """Say whether the class chose its loop itself, as it can from Python 3.13 on."""
    return HAS_LOOP_FACTORY and case.loop_factory is not None


@contextmanager
def loop_for_case(case: Any, build: Factory) -> Iterator[None]:
    """Let the test case build its loop with this, while the block runs it."""
    if HAS_LOOP_FACTORY:
        case.loop_factory = build
        try:
            yield
        finally:
            del case.loop_factory
    else:
        with first_default_loop(build):
            yield


@contextmanager
def first_default_loop(build: Factory) -> Iterator[None]:
    """Let the first `asyncio.new_event_loop()` in the block, the test case's own, build another loop."""
    stock = asyncio.new_event_loop
    built = False

    def build_once() -> asyncio.AbstractEventLoop:
        nonlocal built
        if built:
            return stock()
        built = True
        return build()

    with default_loop(build_once):
        yield
