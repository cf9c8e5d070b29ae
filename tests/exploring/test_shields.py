from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from anyio.lowlevel import checkpoint

import asyncproof
from asyncproof.exploring.shields import group_of, is_of_a_group, is_shielded
from asyncproof.exploring.targets import Targets


def this_task() -> asyncio.Task[Any]:
    """Return the task that runs."""
    task = asyncio.current_task()
    assert task is not None
    return task


async def shielded_by_now(shield: bool, start: Callable[[Any], Any] | None = None) -> list[bool]:
    """Start a task that enters scopes, and say if it is shielded before, in them and afterwards."""
    found = []

    async def work() -> None:
        found.append(is_shielded(this_task()))
        with anyio.CancelScope(), anyio.CancelScope(shield=shield), anyio.CancelScope():
            await checkpoint()
            found.append(is_shielded(this_task()))
        found.append(is_shielded(this_task()))

    if start is not None:
        await start(work())
        return found
    async with anyio.create_task_group() as group:
        group.start_soon(work)
    return found


def test_a_shield_around_what_is_waited_for() -> None:
    """While a task of a group is in a shielded scope, or in a scope inside of one, it is shielded."""
    assert asyncproof.run(shielded_by_now(shield=True)) == [False, True, False]
    assert asyncproof.run(shielded_by_now(shield=False)) == [False, False, False]


def test_a_task_of_plain_asyncio() -> None:
    """It can be cancelled through a shield, for asyncio knows none."""
    assert asyncproof.run(shielded_by_now(shield=True, start=asyncio.create_task)) == [False, False, False]


def test_a_shield_of_the_parent_is_none_of_the_child() -> None:
    """The tasks of a group inside of a shield can be cancelled by their group."""
    found = []

    async def work() -> None:
        await checkpoint()
        found.append(is_shielded(this_task()))

    async def main() -> None:
        with anyio.CancelScope(shield=True):
            async with anyio.create_task_group() as group:
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
            await checkpoint()
            for cancel in (True, "all", [this_task().get_name()]):
                found[type(cancel).__name__] = Targets(cancel)(this_task())

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(work)

    asyncproof.run(main())
    assert found == {"bool": False, "str": True, "list": True}


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


def test_the_scope_of_a_group() -> None:
    """It is the same for all of a group, also in scopes of their own, and none for others."""
    found = []

    async def child() -> None:
        with anyio.CancelScope(), anyio.CancelScope():
            found.append(group_of(this_task()))

    async def main() -> None:
        await asyncio.create_task(child())
        async with anyio.create_task_group() as group:
            group.start_soon(child)
            group.start_soon(child)
            found.append(group.cancel_scope)

    asyncproof.run(main())
    assert found[0] is None
    assert found[1] is found[2] is found[3]
