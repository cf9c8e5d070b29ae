from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

import asyncproof
from asyncproof import Trace
from asyncproof.loop import FirstChooser


@pytest.mark.parametrize("options", [{}, {"chooser": FirstChooser()}, {"debug": True}])
def test_a_callback_that_raises_is_reported_and_the_loop_goes_on(options: dict[str, Any]) -> None:
    """The exception handler and the watchers hear of it; whatever comes after runs."""
    heard: list[object] = []
    log: list[str] = []
    trace = Trace()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: heard.append(context["exception"]))
        loop.call_soon(lambda: 1 / 0)
        loop.call_soon(log.append, "after")
        await asyncio.sleep(0)

    asyncproof.run(main(), watchers=[trace], **options)
    asyncproof.run(main(), **options)
    assert [type(error) for error in heard] == [ZeroDivisionError] * 2
    assert log == ["after"] * 2
    assert [context["exception"] for context in trace.problems] == heard[:1]


@pytest.mark.parametrize("options", [{}, {"chooser": FirstChooser()}])
def test_an_interrupt_comes_through(options: dict[str, Any]) -> None:
    """KeyboardInterrupt in a callback ends the run, as on a stock loop."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        asyncio.get_running_loop().call_soon(interrupt)
        await asyncio.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        asyncproof.run(main(), **options)


def test_debug_mode_names_slow_callbacks(caplog: pytest.LogCaptureFixture) -> None:
    """A callback that takes longer than `slow_callback_duration` of real time is logged."""

    def slow() -> None:
        sum(range(1000))

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.slow_callback_duration = 0
        loop.call_soon(slow)
        await asyncio.sleep(0)

    with caplog.at_level(logging.WARNING, logger="asyncio"):
        asyncproof.run(main(), debug=True)
    assert any("Executing" in line and "<locals>.slow took" in line for line in caplog.messages)
