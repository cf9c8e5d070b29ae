"""What one task waits for is told where it stands, and odd awaitables are no trouble."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop.waits.one import Standing, standing_of


async def seen(waiting: object) -> Standing:
    """Return how a task that awaits something stands once it does."""

    async def wait() -> None:
        await waiting  # type: ignore[misc] # whatever it is

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    try:
        return standing_of(task)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.asyncio
async def test_a_thing_has_its_name() -> None:
    """A queue that is waited for is told by the name that it has there, and frames come from outside in."""
    inbox: asyncio.Queue[int] = asyncio.Queue()

    async def consumer() -> None:
        await inbox.get()

    task = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    standing = standing_of(task)
    task.cancel()
    assert (standing.awaited, standing.kind) == ("an item from Queue `inbox` (empty)", "queue_get")
    assert [link.function for link in standing.links] == ["consumer", "get"]


@pytest.mark.asyncio
async def test_a_sleep_has_its_length() -> None:
    """A sleep is told with its seconds."""
    assert (await seen(asyncio.sleep(2.5))).awaited == "a sleep (2.5 s)"


@pytest.mark.asyncio
async def test_tasks_are_named() -> None:
    """Tasks that are waited for are told by name, and such words hold for this moment only."""
    other = asyncio.create_task(asyncio.sleep(9), name="slow one")
    standing = await seen(asyncio.shield(other))
    other.cancel()
    assert standing.awaited == "slow one behind a shield"
    assert standing.names_tasks


@pytest.mark.asyncio
async def test_what_cannot_be_seen_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong while somebody looks, the run goes on, and what is known is kept."""

    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("asyncproof.loop.waits.one.awaiting", fail)
    standing = await seen(asyncio.sleep(1))
    assert (standing.awaited, standing.names_tasks) == ("", False)
    assert standing.links
    monkeypatch.setattr("asyncproof.loop.waits.one.chain_of", fail)
    assert (await seen(asyncio.sleep(1))).links == ()
