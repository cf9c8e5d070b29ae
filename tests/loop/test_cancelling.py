from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import asyncproof
from asyncproof.loop import Policy

if TYPE_CHECKING:
    from collections.abc import Sequence


class CancelAt:
    """Cancels the first target at the n-th question, and else does what stock asyncio does."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.asked = 0
        self.offered: list[list[str]] = []

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Answer."""
        if kind != "cancel":
            return 0
        self.asked += 1
        self.offered.append([option if isinstance(option, str) else option.get_name() for option in options])
        return int(self.asked == self.number)


def only_victims(task: asyncio.Task[object]) -> bool:
    """Choose by name."""
    return task.get_name() == "victim"


ONCE = Policy(cancellations=1, is_target=only_victims)


async def work(log: list[str]) -> None:
    """Do three things, and something at the end."""
    try:
        for number in range(3):
            log.append(str(number))
            await asyncio.sleep(1)
    finally:
        log.append("end")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, []), (2, ["0", "end"]), (3, ["0", "end"]), (4, ["0", "1", "end"]), (99, ["0", "1", "2", "end"])],
)
def test_a_task_may_be_cancelled_before_every_step(number: int, expected: list[str]) -> None:
    """Before each step of anybody it is asked once, also between a timer and the wake-up that it causes."""
    log: list[str] = []

    async def main() -> None:
        await asyncio.wait([asyncio.create_task(work(log), name="victim")])

    chooser = CancelAt(number)
    asyncproof.run(main(), chooser=chooser, policy=ONCE)
    assert log == expected
    assert all(offer == ["nobody", "victim"] for offer in chooser.offered)


def test_only_so_many_cancellations() -> None:
    """After the last cancellation that is allowed nobody is asked any more, until the loop is made fresh."""

    async def main() -> None:
        tasks = [asyncio.create_task(asyncio.sleep(1), name="victim") for _ in range(2)]
        await asyncio.wait(tasks)

    chooser = CancelAt(1)
    loop = asyncproof.ControlledLoop(chooser=chooser, policy=ONCE)
    loop.run_until_complete(main())
    assert loop.cancelled_by_choice == ["victim"]
    assert chooser.asked == 1
    loop.reset()
    assert loop.cancelled_by_choice == []
    chooser.asked = 0
    loop.run_until_complete(main())
    assert loop.cancelled_by_choice == ["victim"]
    loop.close()


def test_nobody_is_cancelled_twice() -> None:
    """Who was cancelled may clean up: a second cancellation is somebody else's."""
    offered: list[list[str]] = []

    class Always:
        def choose(self, kind: str, options: Sequence[object]) -> int:
            if kind != "cancel":
                return 0
            offered.append([getattr(one, "get_name", lambda: "nobody")() for one in options])
            return 1

    def is_ours(task: asyncio.Task[object]) -> bool:
        return task.get_name() in {"a", "b"}

    async def clean_up() -> None:
        try:
            await asyncio.sleep(1)
        finally:
            await asyncio.sleep(1)

    async def main() -> None:
        await asyncio.wait([asyncio.create_task(clean_up(), name=name) for name in ("a", "b")])

    asyncproof.run(main(), chooser=Always(), policy=replace(ONCE, cancellations=2, is_target=is_ours))
    assert offered == [["nobody", "a", "b"], ["nobody", "b"]]


def test_without_a_chooser_nobody_is_cancelled() -> None:
    """A policy alone does nothing."""
    log: list[str] = []

    async def main() -> None:
        await asyncio.create_task(work(log), name="victim")

    asyncproof.run(main(), policy=Policy(cancellations=5))
    assert log == ["0", "1", "2", "end"]


def test_everybody_is_a_target_by_default() -> None:
    """Without a word about targets every task is one, in the order in which they were made."""

    async def main() -> None:
        await asyncio.gather(asyncio.create_task(asyncio.sleep(0), name="a"))

    chooser = CancelAt(99)
    asyncproof.run(main(), chooser=chooser, policy=Policy(cancellations=1))
    assert ["nobody", "Task-1", "a"] in chooser.offered


def test_a_scope_is_cancelled_in_the_place_of_its_tasks() -> None:
    """Tasks of one scope are one option, behind those that are cancelled alone, and always the same one."""

    class Group:
        """Cancels all of its tasks."""

        cancelled = 0

        def cancel(self) -> None:
            self.cancelled += 1

    groups = {"a": Group(), "b": Group()}
    offered: list[list[int]] = []

    class Third:
        """Takes the third option of the third question."""

        def choose(self, kind: str, options: Sequence[object]) -> int:
            del kind
            offered.append(list(map(hash, options[1:])))
            names.append([option.get_name() for option in options[1:]])
            return 3 if len(offered) == 3 else 0

    names: list[list[str]] = []

    async def main() -> None:
        await asyncio.gather(
            *[asyncio.create_task(asyncio.sleep(1), name=name) for name in ("a1", "b1", "a2", "c")]
        )

    policy = Policy(
        slack=0,
        cancellations=1,
        is_target=lambda task: task.get_name() != "Task-1",
        scope_of=lambda task: groups.get(task.get_name()[0]),
    )
    asyncproof.run(main(), chooser=Third(), policy=policy)
    assert names[-1] == ["c", "the scope of a1", "the scope of b1"]
    assert all(one == offered[0] for one in offered)
    assert (groups["a"].cancelled, groups["b"].cancelled) == (0, 1)
