"""The way into anyio's pytest plugin: the loop factory among the options of `anyio_backend`."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from asyncproof.core import StuckError
from asyncproof.loop import ControlledLoop

if TYPE_CHECKING:
    from collections.abc import Awaitable, Generator, Iterator

    from asyncproof.plugin.place import Place

BACKEND = "anyio_backend"
OWN_LOOP = ("loop_factory", "use_uvloop")

_T = TypeVar("_T")


class StuckTest(BaseException):
    """A stuck test, told to anyio as an interruption: then it ends the task in which it runs all tests."""

    def __init__(self, error: StuckError) -> None:
        super().__init__(str(error))
        self.error = error


class AnyioLoop(ControlledLoop):
    """The loop of anyio's runner, which would go on waiting for a stuck test in the fixtures' teardown."""

    runs_test = False

    def run_until_complete(self, future: Generator[Any, None, _T] | Awaitable[_T]) -> _T:
        """Run until the future is done; a test that is stuck interrupts the runner."""
        __tracebackhide__ = True
        try:
            return super().run_until_complete(future)
        except StuckError as error:
            if self.runs_test:
                raise StuckTest(error) from None
            raise


def brings_own_loop(backend: object) -> bool:
    """Say whether a suite chose the loop itself in its backend options."""
    options = backend[1] if isinstance(backend, tuple) and len(backend) == 2 else {}  # noqa: PLR2004 - name, options
    return any(options.get(name) for name in OWN_LOOP)


def runs_on_asyncio(backend: object) -> bool:
    """Say whether a backend is asyncio, not trio."""
    return (backend[0] if isinstance(backend, tuple) else backend) == "asyncio"


class AnyioBackend:
    """Adds our loop factory to every asyncio backend that does not bring one."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._loop: asyncio.AbstractEventLoop | None = None
        self._scope = "function"
        self._factory = self._build

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        """Rewrite the backend's value once the suite has chosen it."""
        value = yield
        if fixturedef.argname != BACKEND or not runs_on_asyncio(value) or brings_own_loop(value):
            return value
        options = value[1] if isinstance(value, tuple) else {}
        value = ("asyncio", {**options, "loop_factory": self._factory})
        cached: Any = fixturedef.cached_result
        fixturedef.cached_result = (value, *cached[1:])
        return value

    def loop(self) -> tuple[asyncio.AbstractEventLoop, str] | None:
        """Return the loop of anyio's runner, of which there is one at a time, and how wide it is shared."""
        if self._loop is None or self._loop.is_closed():
            return None
        return self._loop, self._scope

    def is_kept_out(self, item: pytest.Item) -> bool:
        """Say whether a test brings its own asyncio loop in its backend options."""
        backend: Any = getattr(item, "funcargs", {}).get(BACKEND)
        return runs_on_asyncio(backend) and (
            backend == "asyncio" or backend[1].get("loop_factory") != self._factory
        )

    @contextmanager
    def running_test(self) -> Iterator[None]:
        """Let a stuck test interrupt anyio's runner, and nothing else, while the block runs."""
        AnyioLoop.runs_test = True
        try:
            yield
        except StuckTest as stuck:
            raise stuck.error from None
        finally:
            AnyioLoop.runs_test = False

    def _build(self) -> asyncio.AbstractEventLoop:
        self._scope = self._place.scope
        self._loop = self._place.build_or(asyncio.new_event_loop, AnyioLoop)
        return self._loop
