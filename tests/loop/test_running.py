from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

import asyncproof


def test_it_returns_what_the_coroutine_returns() -> None:
    """`run` is `asyncio.run` in virtual time."""
    assert asyncproof.run(asyncio.sleep(10**6, "late")) == "late"


def test_what_is_left_is_cancelled_and_async_generators_are_closed() -> None:
    """When the main coroutine is done, what still runs is cancelled, and generators are closed."""
    log: list[str] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(1)
            log.append("generator closed")

    async def endless() -> None:
        try:
            await asyncio.sleep(10**9)
        finally:
            log.append("task cancelled")

    async def main() -> None:
        global kept  # noqa: PLW0603 - a generator that nobody holds would be closed by the collector
        kept = numbers()
        await kept.__anext__()
        main.task = asyncio.ensure_future(endless())
        await asyncio.sleep(0)

    asyncproof.run(main())
    assert log == ["task cancelled", "generator closed"]


def test_a_task_that_fails_while_it_is_cancelled_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    """The exception of a left-over task goes to the exception handler, not into the void."""

    async def clumsy() -> None:
        try:
            await asyncio.sleep(10**9)
        finally:
            raise LookupError("dropped it")

    async def main() -> None:
        main.task = asyncio.ensure_future(clumsy())
        await asyncio.sleep(0)

    with caplog.at_level(logging.ERROR, logger="asyncio"):
        asyncproof.run(main())
    assert "unhandled exception while asyncproof.run() ended" in caplog.text


def test_the_loop_is_current_inside_and_gone_afterwards() -> None:
    """Inside, the running loop is ours; afterwards it is closed."""

    async def main() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    loop = asyncproof.run(main())
    assert isinstance(loop, asyncproof.ControlledLoop)
    assert loop.is_closed()


def test_debug_mode_can_be_asked_for() -> None:
    """With debug=True the loop is in asyncio's debug mode, and everything still works."""

    async def main() -> bool:
        await asyncio.sleep(1)
        return asyncio.get_running_loop().get_debug()

    assert asyncproof.run(main(), debug=True) is True
