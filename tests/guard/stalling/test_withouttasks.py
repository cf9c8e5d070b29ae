from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace
from typing import Any

from asyncproof.guard.stalling.withouttasks import RunForever


def test_a_loop_without_tasks_is_told_of_and_stopped() -> None:
    """The line that runs it is blamed, the finding is the running test's, and the call returns."""
    loop = asyncio.new_event_loop()
    told: list[tuple[Any, str, Any]] = []
    test = SimpleNamespace(broken=False)

    def tell(owner: Any, message: str, *, place: Any, **_: Any) -> None:
        told.append((owner, message, place))

    guard: Any = SimpleNamespace(tell=tell, session=SimpleNamespace(running=test))
    turn: Any = SimpleNamespace(loop=loop, caller_of=lambda _: sys._getframe())
    run = RunForever.seen(turn)
    assert run is not None
    loop.call_soon(run.end, guard)
    loop.run_forever()
    loop.close()
    assert [(owner, place.file) for owner, _, place in told] == [(test, __file__)]
    assert "run_forever" in told[0][1]
    assert test.broken


def test_a_loop_with_tasks_is_not_its_business() -> None:
    """Nor is one that a library runs."""

    async def look() -> RunForever | None:
        turn: Any = SimpleNamespace(loop=asyncio.get_running_loop(), caller_of=lambda _: sys._getframe())
        return RunForever.seen(turn)

    assert asyncio.run(look()) is None
    nobody: Any = SimpleNamespace(loop=asyncio.new_event_loop(), caller_of=lambda _: None)
    assert RunForever.seen(nobody) is None
    nobody.loop.close()
