from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest

from asyncproof.guard import Owner
from asyncproof.guard.owner import OWNER
from asyncproof.guard.pending import owner_of
from asyncproof.guard.seams import anyio_runner


async def forever() -> None:
    """Wait for what never comes."""
    await asyncio.get_running_loop().create_future()


@pytest.mark.asyncio
async def test_the_runners_task_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What anyio's runner makes belongs to whoever it works for now; a task that is over is let be."""
    task = asyncio.ensure_future(forever())
    plugin = SimpleNamespace(_current_runner=SimpleNamespace(_runner_task=task))
    monkeypatch.setitem(sys.modules, anyio_runner.PLUGIN, plugin)  # type: ignore[arg-type]  # a stand-in
    await asyncio.sleep(0)
    owner, before = Owner("a"), OWNER.get()
    anyio_runner.work_for(owner)
    assert owner_of(task) is owner
    assert OWNER.get() is before
    task.cancel()
    await asyncio.wait([task])
    anyio_runner.work_for(None)
    assert owner_of(task) is owner


def test_without_anyio_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a missing plugin nor one without a runner is an error."""
    monkeypatch.delitem(sys.modules, anyio_runner.PLUGIN, raising=False)
    anyio_runner.work_for(None)
    monkeypatch.setitem(sys.modules, anyio_runner.PLUGIN, SimpleNamespace())  # type: ignore[arg-type]  # as above
    anyio_runner.work_for(None)


def test_what_runs_in_the_runners_own_task_knows_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """A context can't be entered twice; and of what has none, nothing is told."""

    async def main() -> None:
        for task in (asyncio.current_task(), SimpleNamespace(done=lambda: False)):
            plugin = SimpleNamespace(_current_runner=SimpleNamespace(_runner_task=task))
            monkeypatch.setitem(sys.modules, anyio_runner.PLUGIN, plugin)  # type: ignore[arg-type]  # as above
            before = OWNER.get()
            anyio_runner.work_for(Owner("a"))
            assert OWNER.get() is before

    asyncio.run(main())
