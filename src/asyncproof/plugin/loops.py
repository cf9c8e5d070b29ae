"""Fixtures that answer on which loop a test runs; registered only in a run that asks for virtual time."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

SCOPES = ("function", "class", "module", "package", "session")
ANYIO = "_asyncproof_anyio_loop"
ANYIO_RUNNER = "_asyncproof_anyio_runner"


def loop_fixture(scope: str) -> str:
    """Return the name of the fixture for loops of this scope."""
    return f"_asyncproof_{scope}_loop"


def asyncio_loops() -> ModuleType:
    """Return a plugin with, for each loop scope of pytest-asyncio, a fixture whose value is that loop."""
    import pytest_asyncio

    plugin = ModuleType(f"{__name__}.asyncio")
    for scope in SCOPES:
        decorate: Any = pytest_asyncio.fixture(loop_scope=scope, name=loop_fixture(scope))  # type: ignore[call-overload] # its types know no such name of a scope
        setattr(plugin, loop_fixture(scope), decorate(_make_running_loop()))
    return plugin


def _make_running_loop() -> Callable[[], Coroutine[Any, Any, asyncio.AbstractEventLoop]]:
    async def running_loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    return running_loop


class AnyioLoops:
    """A fixture that keeps anyio's runner for a whole test, so that its loop is known at the start."""

    @pytest.fixture(name=ANYIO_RUNNER)
    def runner(self, anyio_backend: Any) -> Iterator[object]:
        """The runner of an anyio test; unlike the loop below, it takes no step on it to be kept."""
        from anyio import pytest_plugin

        with pytest_plugin.get_runner(*pytest_plugin.extract_backend_and_options(anyio_backend)) as runner:
            yield runner

    @pytest.fixture(name=ANYIO)
    async def running_loop(self, anyio_backend: object) -> AsyncIterator[asyncio.AbstractEventLoop]:  # noqa: ARG002 - anyio looks for it
        """The running loop of an anyio test."""
        yield asyncio.get_running_loop()  # noqa: PT022 - while it is open, the runner lives
