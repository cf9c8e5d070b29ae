"""`asyncproof.fixture`: a fixture of pytest-asyncio that need not wait for the others of its test."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.plugin.concurrent.pending import Pending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def fixture(function: Callable[..., Any] | None = None, *, concurrent: bool = False, **options: Any) -> Any:
    """Make a fixture of an async function or an async generator function, as `pytest_asyncio.fixture` does.

    Args:
        function: The function, if it is used as `@fixture` without arguments.
        concurrent: Whether it is set up at the same time as all others of the test that say so too and don't
            need it. What needs it waits for it; each is torn down in its turn, the last first.
        options: Those of `pytest_asyncio.fixture`: `scope`, `loop_scope`, `params`, `autouse`, `ids`, `name`.

    """
    import pytest_asyncio

    def decorate(function: Callable[..., Any]) -> Any:
        return pytest_asyncio.fixture(_starting(function) if concurrent else function, **options)

    return decorate if function is None else decorate(function)


def _starting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a fixture function that only begins the set-up."""
    if not (inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)):
        name = getattr(function, "__qualname__", repr(function))
        raise UsageError(
            f"fixture(concurrent=True) was given {name}, which is not async: while it runs nothing else can. "
            "Make it `async def`, or use pytest.fixture."
        )

    @functools.wraps(function)
    async def start(*arguments: Any, **named: Any) -> AsyncIterator[Pending]:
        pending = Pending(function, arguments, named)
        yield pending
        await pending.finish()

    return start
