"""What happens around each test of a run in which something asks for virtual time."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.anyio_backend import BACKEND
from asyncproof.plugin.building import is_virtual
from asyncproof.plugin.sharing import complain_about_sharing
from asyncproof.plugin.unittest_case import brings_own_loop, isolated_case, loop_for_case
from asyncproof.plugin.wish import wish_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager
    from typing import Any

    from asyncproof.plugin.anyio_backend import AnyioBackend
    from asyncproof.plugin.factories import Runners
    from asyncproof.plugin.place import Place
    from asyncproof.plugin.wish import Wish

OWN_LOOP_KEPT = "{} asks for virtual time but brings its own event loop, which is kept: it runs in real time."
VIRTUAL_NOW = pytest.StashKey[int]()
"""The virtual nanoseconds that the test took."""
NO_LONGER_AWAITED = pytest.StashKey[list[str]]()
"""The real work that was waited for in vain, and then no more."""


class VirtualTests:
    """Checks that each test has the loop it asks for, and starts its clocks."""

    def __init__(self, place: Place, runners: Runners | None, anyio: AnyioBackend | None) -> None:
        self._place = place
        self._runners = runners
        self._anyio = anyio

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Refuse a test whose loop has another time than it asks for."""
        item.stash.setdefault(VIRTUAL_NOW, 0)
        del item.stash[VIRTUAL_NOW]
        result = yield
        wish = wish_of(item)
        if (found := self._find_loop(item)) is not None:
            loop, scope = found
            if complaint := complain_about_sharing(item, wish, scope, loop):
                pytest.fail(complaint, pytrace=False)
        elif wish.virtual and wish.explicit and self._is_kept_out(item):
            item.warn(pytest.PytestWarning(OWN_LOOP_KEPT.format(item.nodeid)))
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run a test in virtual time, with the wall clock it asks for."""
        wish = wish_of(item)
        if not wish.virtual:
            return (yield)
        loop = self._virtual_loop(item)
        if loop is not None:
            loop.clock.mark_origin()
            loop.no_longer_awaited.clear()
        try:
            with self._surroundings(item, wish):
                return (yield)
        finally:
            loop = loop or self._virtual_loop(item)  # unittest and anyio build it when the test runs
            if loop is not None:
                item.stash[VIRTUAL_NOW] = loop.clock.now_ns
                item.stash[NO_LONGER_AWAITED] = list(loop.no_longer_awaited.values())

    def _surroundings(self, item: pytest.Item, wish: Wish) -> AbstractContextManager[object]:
        """Put in place what a test needs while it runs, and return what removes it."""
        case = isolated_case(item)
        on_anyio = self._anyio is not None and BACKEND in getattr(item, "funcargs", ())
        if case is None and not on_anyio and not wish.settings.wall_clock:
            return nullcontext()
        with ExitStack() as stack:
            if self._anyio is not None and on_anyio:
                stack.enter_context(self._anyio.running_test())
            if case is not None and not brings_own_loop(case):
                build = partial(self._place.build_or, asyncio.new_event_loop)
                stack.enter_context(loop_for_case(build))
            if wish.settings.wall_clock:
                from asyncproof.loop.wallclock import wall_clock

                stack.enter_context(wall_clock(partial(self._now_ns, item), start=wish.settings.start))
            return stack.pop_all()

    def _find_loop(self, item: pytest.Item) -> tuple[asyncio.AbstractEventLoop, str] | None:
        found = None if self._runners is None else self._runners.of(item)
        if found is not None:
            runner, scope = found
            return runner.get_loop(), scope
        if self._anyio is not None and BACKEND in getattr(item, "funcargs", ()):
            return self._anyio.loop()
        return None

    def _virtual_loop(self, item: pytest.Item) -> Any:
        found = self._find_loop(item)
        loop = self._place.newest if found is None else found[0]
        return loop if is_virtual(loop) else None

    def _now_ns(self, item: pytest.Item) -> int:
        loop = self._virtual_loop(item)
        return 0 if loop is None else loop.now_ns

    def _is_kept_out(self, item: pytest.Item) -> bool:
        case = isolated_case(item)
        if case is not None:
            return brings_own_loop(case)
        return self._anyio is not None and self._anyio.is_kept_out(item)
