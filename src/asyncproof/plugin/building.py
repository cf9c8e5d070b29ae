"""Builds the loop that a test asks for, and puts it where a runner looks for one."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from asyncproof.loop import ControlledLoop, Limits, Network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.plugin.settings import LoopSettings


def build_loop(settings: LoopSettings, kind: type[ControlledLoop] = ControlledLoop) -> ControlledLoop:
    """Make a loop with virtual time."""
    network = Network() if settings.network == "memory" else None
    return kind(limits=Limits(**dict(settings.limits)), network=network)  # type: ignore[arg-type] # the settings were checked when they were read


def is_virtual(loop: object) -> bool:
    """Say whether a loop is one of ours, in virtual time."""
    return isinstance(loop, ControlledLoop) and loop.virtual


@contextmanager
def default_loop(build: Callable[[], asyncio.AbstractEventLoop]) -> Iterator[None]:
    """Let `asyncio.new_event_loop()`, which runners without a factory call, build this in the block."""
    original = asyncio.events.new_event_loop
    asyncio.events.new_event_loop = asyncio.new_event_loop = build
    try:
        yield
    finally:
        asyncio.events.new_event_loop = asyncio.new_event_loop = original
