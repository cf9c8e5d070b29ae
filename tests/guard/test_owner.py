from __future__ import annotations

import asyncio
import contextvars

import pytest

from asyncproof.guard.owner import OWNER, Owner


def test_tests_are_narrow_and_fixtures_wide() -> None:
    """What lives longer than a test is judged later."""
    assert not Owner("test").is_wide
    assert Owner("fixture", scope="class").is_wide


@pytest.mark.asyncio
async def test_tasks_and_callbacks_inherit_the_owner() -> None:
    """What a test starts works for it, wherever it runs."""
    owner, found = Owner("test"), []
    context = contextvars.copy_context()
    context.run(OWNER.set, owner)

    async def look() -> None:
        found.append(OWNER.get())
        asyncio.get_running_loop().call_soon(lambda: found.append(OWNER.get()))
        await asyncio.to_thread(lambda: found.append(OWNER.get()))

    await context.run(asyncio.ensure_future, look())
    assert found == [owner] * 3
    assert OWNER.get() is not owner
