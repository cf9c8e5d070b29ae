from __future__ import annotations

from asyncproof.loop import ControlledLoop
from asyncproof.loop.network.arrivals import ArrivalLoop


def test_the_controlled_loop_is_one() -> None:
    """What the network asks of its loop, the controlled loop does: in order, later, after its delay."""
    loop = ControlledLoop()
    seen: list[tuple[str, float]] = []

    def note(what: str) -> None:
        seen.append((what, loop.time()))
        if what == "last":
            loop.stop()

    loop.arrive("a", note, "slow", delay=2_000_000_000)
    loop.arrive("a", note, "behind it")
    loop.arrive("b", note, "quick")
    loop.call_later(3, note, "last")
    assert isinstance(loop, ArrivalLoop)
    assert seen == []
    loop.run_forever()
    loop.close()
    assert seen == [("quick", 0.0), ("slow", 2.0), ("behind it", 2.0), ("last", 3.0)]
