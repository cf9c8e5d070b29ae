from __future__ import annotations

import asyncio
import gc

from asyncproof.guard.living import LivingLoops


def test_a_loop_is_one_of_them_until_it_is_gone() -> None:
    """Loops are found in their order as long as somebody else holds them."""
    loops = LivingLoops()
    one, two = asyncio.new_event_loop(), asyncio.new_event_loop()
    loops.add(one)
    loops.add(two)
    assert list(loops) == [one, two]
    one.close()
    del one
    gc.collect()
    assert list(loops) == [two]
    assert len(loops) == 1
    two.close()


def test_a_loop_can_be_left_out() -> None:
    """What was discarded is not found, and its end does no harm."""
    loops = LivingLoops()
    loop = asyncio.new_event_loop()
    loops.add(loop)
    assert loop in loops
    loops.discard(loop)
    assert loop not in loops
    loop.close()
    del loop
    gc.collect()
    assert not len(loops)


def test_loops_may_come_and_go_while_one_looks() -> None:
    """Looking through them goes on although the set changes."""
    loops = LivingLoops()
    first, second = asyncio.new_event_loop(), asyncio.new_event_loop()
    loops.add(first)
    seen = []
    for loop in loops:
        loops.discard(loop)
        loops.add(second)
        seen.append(loop)
        loop.close()
    second.close()
    assert seen == [first]


def test_a_loop_that_goes_while_one_looks_is_not_met() -> None:
    """It may be collected between two steps."""
    loops = LivingLoops()
    kept = [asyncio.new_event_loop() for _ in range(3)]
    for loop in kept:
        loops.add(loop)
        loop.close()
    seen = []
    for loop in loops:
        seen.append(loop is kept[0] or loop is kept[-1])
        del kept[1:-1]
        gc.collect()
    assert seen == [True, True]
