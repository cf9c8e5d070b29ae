"""Who overtakes the start of a task is noticed, and who overtakes something else is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncproof
from asyncproof.loop import Policy
from asyncproof.plugin.exploring.starts import Starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.plugin.suite import Suite


class First:
    """Gives the answers that it is told, then the first ones."""

    def __init__(self, *answers: int) -> None:
        self._answers = list(answers)

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Take the next answer."""
        del kind
        return min(self._answers.pop(0), len(options) - 1) if self._answers else 0


async def two_tasks() -> None:
    """Start two tasks that sleep."""
    await asyncio.gather(asyncio.sleep(0.1), asyncio.sleep(0.2))


def overtaken(*answers: int) -> bool:
    """Say whether a start was overtaken in a run with these answers."""
    starts = Starts(First(*answers))
    asyncproof.run(two_tasks(), chooser=starts, policy=Policy(latency=True))
    return starts.overtaken


def test_who_is_overtaken() -> None:
    """In stock asyncio's order nobody is; a task that is held back before it begins is."""
    assert not overtaken()
    assert overtaken(1)


def test_a_whole_suite_may_count_on_starts(suite: Suite) -> None:
    """A test that yields once so that its task begins is right; one that asks for exploring hears of it."""
    test = """
        @pytest.mark.asyncio
        {mark}
        async def test_it():
            begun = asyncio.Event()

            async def work():
                begun.set()
                await asyncio.sleep(0.1)

            task = asyncio.create_task(work())
            await asyncio.sleep(0)
            assert begun.is_set()
            await task
    """
    suite.file(test.format(mark=""))
    suite.run("--explore=100", passed=1)
    suite.file(test.format(mark="@pytest.mark.explore(runs=100)"))
    suite.run(failed=1)
