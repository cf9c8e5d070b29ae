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

CHOOSES_LOOP = sys.version_info >= (3, 13)


def isolated_case(item: pytest.Item) -> Any | None:
    """Return the test case instance of an `IsolatedAsyncioTestCase` test, None for any other test."""
    unittest: Any = sys.modules.get("unittest")
    case = getattr(item, "instance", None)
    if unittest is None or not isinstance(case, unittest.TestCase):
        return None
    return case if isinstance(case, unittest.IsolatedAsyncioTestCase) else None


def brings_own_loop(case: Any) -> bool:
    """Say whether the class chose its loop itself, as it can from Python 3.13 on."""
    return CHOOSES_LOOP and case.loop_factory is not None


@contextmanager
def loop_for_case(build: Factory) -> Iterator[None]:
    """Let the first `asyncio.new_event_loop()` in the block, the test case's own, build this loop."""
    stock = asyncio.new_event_loop
    builders = [build]

    def build_once() -> asyncio.AbstractEventLoop:
        return builders.pop()() if builders else stock()

    with default_loop(build_once):
        yield
