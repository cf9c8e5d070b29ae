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


def test_what_tasks_wait_for_is_shown() -> None:
    """A loop with tasks on it is told of with their waits, and for how long nothing has changed."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(asyncio.Event().wait())
    told: list[tuple[str, Any]] = []
    test = SimpleNamespace(broken=False)

    def tell(_: Any, message: str, *, lines: Any, **__: Any) -> None:
        told.append((message, lines))

    guard: Any = SimpleNamespace(tell=tell, session=SimpleNamespace(running=test))
    turn: Any = SimpleNamespace(loop=loop, caller_of=lambda _: sys._getframe())
    run = RunForever.seen(turn)
    assert run is not None
    loop.call_soon(run.end, guard, 7.0)
    loop.run_forever()
    task.cancel()
    loop.run_until_complete(asyncio.wait([task]))
    loop.close()
    ((message, lines),) = told
    assert message == "`run_forever()` goes on, and nothing changes for 7 s"
    assert any("Event" in line for line in lines)


def test_a_loop_that_no_line_of_the_users_runs_is_not_its_business() -> None:
    """Where the call can't be seen, nothing is."""
    nobody: Any = SimpleNamespace(caller_of=lambda _: None)
    assert RunForever.seen(nobody) is None
    frame = SimpleNamespace(f_code=SimpleNamespace(co_filename=asyncio.__file__), f_back=None)
    strangers: Any = SimpleNamespace(caller_of=lambda _: frame)
    assert RunForever.seen(strangers) is None


def test_one_test_is_told_of_once() -> None:
    """A test that has been told of already, and a run between tests, are only ended."""
    for running in (SimpleNamespace(broken=True), None):
        loop = asyncio.new_event_loop()
        turn: Any = SimpleNamespace(loop=loop, caller_of=lambda _: sys._getframe())
        run = RunForever.seen(turn)
        assert run is not None
        guard: Any = SimpleNamespace(session=SimpleNamespace(running=running))
        loop.call_soon(run.end, guard)
        loop.run_forever()
        loop.close()
