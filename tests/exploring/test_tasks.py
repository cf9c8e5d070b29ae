"""Tasks by their names, and what runs in them."""

from __future__ import annotations

import asyncio

from asyncproof.exploring.tasks import coroutine_of, has_not_begun, is_unwinding, task_named


def test_a_task_by_its_name() -> None:
    """What it runs, without the functions around it, and whether it has begun."""

    async def job() -> None:
        await asyncio.sleep(0)

    async def main() -> None:
        task = asyncio.create_task(job(), name="job")
        assert task_named("job") is task
        assert task_named("nobody") is None
        assert coroutine_of(task) == "job"
        assert has_not_begun(task)
        await asyncio.sleep(0)
        assert not has_not_begun(task)
        assert not is_unwinding()
        await task

    asyncio.run(main())
