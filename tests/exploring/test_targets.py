from __future__ import annotations

import asyncio
from typing import Any

import pytest

import asyncproof
from asyncproof.exploring.targets import Targets


@pytest.mark.parametrize(
    ("cancel", "expected"),
    [(True, ["mine"]), ("all", ["mine", "theirs"]), (["theirs"], ["theirs"]), (False, []), ([], [])],
)
def test_which_tasks_are_targets(cancel: Any, expected: list[str]) -> None:
    """By default the tasks of one's own code, a library's only where that is asked for; never the test."""

    async def mine() -> None:
        await asyncio.sleep(1)

    async def main() -> list[str]:
        made = [
            asyncio.create_task(mine(), name="mine"),
            asyncio.create_task(asyncio.sleep(1), name="theirs"),
        ]
        targets = Targets(cancel)
        found = sorted(task.get_name() for task in asyncio.all_tasks() if targets(task))
        await asyncio.gather(*made)
        return found

    assert asyncproof.run(main()) == expected
    assert bool(Targets(cancel)) is bool(expected)


def test_a_task_without_code() -> None:
    """What is no coroutine function's belongs to nobody's code."""

    class Odd:
        def __await__(self) -> Any:
            yield

        def send(self, value: Any) -> Any:
            del value
            raise StopIteration

        def throw(self, *args: Any) -> Any:
            raise StopIteration

        def close(self) -> None:
            """Do nothing."""

    class FakeTask:
        def get_loop(self) -> object:
            return object()

        def get_coro(self) -> object:
            return Odd()

        def get_name(self) -> str:
            return "odd"

    assert not Targets(True)(FakeTask())  # type: ignore[arg-type] # as a task
