from __future__ import annotations

import asyncio

from asyncproof import ControlledLoop, Limits
from asyncproof.plugin.building import build_loop, default_loop, is_virtual
from asyncproof.plugin.settings import LoopSettings


def test_a_loop_as_asked() -> None:
    """Limits and network of the settings are those of the loop."""
    loop = build_loop(LoopSettings("memory", (("steps", 5),)))
    try:
        assert loop.limits == Limits(steps=5)
        assert loop.network is not None
    finally:
        loop.close()


def test_a_kind_of_loop() -> None:
    """A subclass can be asked for."""

    class Special(ControlledLoop):
        pass

    loop = build_loop(LoopSettings(), Special)
    loop.close()
    assert isinstance(loop, Special)
    assert loop.network is None


def test_which_loops_are_virtual() -> None:
    """Only our loops can be virtual, and only those that are not in real time."""
    loops = (ControlledLoop(), ControlledLoop(virtual=False), asyncio.SelectorEventLoop())
    answers = [is_virtual(loop) for loop in loops]
    for loop in loops:
        loop.close()
    assert answers == [True, False, False]
    assert not is_virtual(None)


def test_the_default_loop_for_a_while() -> None:
    """`asyncio.new_event_loop()` builds the other loop in the block, and its own again afterwards."""
    original = asyncio.new_event_loop
    mine = asyncio.SelectorEventLoop()
    mine.close()
    with default_loop(lambda: mine):
        assert asyncio.new_event_loop() is mine
        assert asyncio.events.new_event_loop() is mine
    assert asyncio.new_event_loop is asyncio.events.new_event_loop is original
