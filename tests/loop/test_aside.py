from __future__ import annotations

import asyncio

import pytest

import asyncproof
from asyncproof.loop.aside import aside


async def name_of_task() -> str:
    """Wait, and say who runs."""
    await asyncio.sleep(1)
    task = asyncio.current_task()
    return "" if task is None else task.get_name()


def test_another_loop_runs_while_one_does() -> None:
    """It comes to its end in between, and whoever ran goes on as before."""

    async def main() -> None:
        before = asyncio.current_task()
        other = asyncproof.ControlledLoop()
        with aside():
            task = other.create_task(name_of_task(), name="other")
            assert other.run_until_complete(task) == "other"
        other.close()
        assert asyncio.current_task() is before
        assert await asyncio.wait_for(name_of_task(), 5)

    asyncproof.run(main())


def test_without_a_loop_nothing_is_set_aside() -> None:
    """Where no loop runs one can be run anyway."""
    with aside():
        asyncproof.run(asyncio.sleep(1))


def test_an_error_puts_the_loop_back() -> None:
    """Whatever the block raises."""

    async def main() -> None:
        with pytest.raises(LookupError), aside():
            raise LookupError
        assert asyncio.get_running_loop()

    asyncproof.run(main())
