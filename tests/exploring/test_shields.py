from __future__ import annotations

import asyncio
import sys
from typing import Any

import anyio
import pytest
from anyio.lowlevel import checkpoint

import asyncproof
from asyncproof.exploring.shields import is_of_a_group, is_shielded
from asyncproof.exploring.targets import Targets


async def shielded_by_now(enter: Any) -> list[bool]:
    """Start a task that waits inside of scopes, and say if it is shielded before, meanwhile and after."""
    found = []
    go_on = asyncio.Event()

    async def work() -> None:
        with anyio.CancelScope(), enter(), anyio.CancelScope():
            await go_on.wait()
        await go_on.wait()

    task = asyncio.create_task(work())
    found.append(is_shielded(task))
    await asyncio.sleep(0)
    found.append(is_shielded(task))
    go_on.set()
    await task
    return [*found, is_shielded(task)]


def test_a_shield_around_what_is_waited_for() -> None:
    """While a task is in a shielded scope, or in a scope inside of one, it is shielded."""
    assert asyncproof.run(shielded_by_now(lambda: anyio.CancelScope(shield=True))) == [False, True, False]
    assert asyncproof.run(shielded_by_now(anyio.CancelScope)) == [False, False, False]


def test_a_shield_of_the_parent_is_none_of_the_child() -> None:
    """The tasks of a group inside of a shield can be cancelled by their group."""
    found = []

    async def main() -> None:
        with anyio.CancelScope(shield=True):
            async with anyio.create_task_group() as group:

                async def work() -> None:
                    await checkpoint()
                    task = asyncio.current_task()
                    assert task is not None
                    found.append(is_shielded(task))

                group.start_soon(work)

    asyncproof.run(main())
    assert found == [False]


def test_without_anyio_nothing_is_shielded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where anyio is not imported, nor where it keeps its scopes in another way."""
    monkeypatch.delitem(sys.modules, "anyio._backends._asyncio", raising=False)
    task: Any = object()
    assert not is_shielded(task)
    monkeypatch.setitem(sys.modules, "anyio._backends._asyncio", object())  # type: ignore[misc] # as if it were one
    assert not is_shielded(task)


def test_a_shielded_task_is_no_target() -> None:
    """It is not cancelled by default; whoever asks for all tasks, or for this one, means it."""
    found: dict[str, bool] = {}

    async def work() -> None:
        with anyio.CancelScope(shield=True):
            await asyncio.sleep(1)

    async def main() -> None:
        task = asyncio.create_task(work(), name="work")
        await asyncio.sleep(0)
        for cancel in (True, "all", ["work"]):
            found[str(cancel)] = Targets(cancel)(task)
        await task

    asyncproof.run(main())
    assert found == {"True": False, "all": True, "['work']": True}


def test_a_clean_up_in_a_shield_is_not_torn() -> None:
    """Explored, what a shield keeps together stays together, as nothing of anyio's could tear it."""

    async def scenario() -> None:
        taken = []

        async def use() -> None:
            taken.append(1)
            try:
                await anyio.sleep(1)
            finally:
                with anyio.CancelScope(shield=True):
                    await anyio.sleep(1)
                    taken.pop()

        await asyncio.wait([asyncio.create_task(use())])
        assert not taken

    result = asyncproof.explore(scenario, rungs=["cancel"], runs=100)
    assert not result.failures, str(result)


def test_whom_a_group_has_made() -> None:
    """The tasks of anyio's groups are known as such, and no others are."""
    found = []

    async def child() -> None:
        task = asyncio.current_task()
        assert task is not None
        found.append(is_of_a_group(task))

    async def main() -> None:
        await asyncio.create_task(child())
        async with anyio.create_task_group() as group:
            group.start_soon(child)

    asyncproof.run(main())
    assert found == [False, True]
