"""Claims about snapshots: order, names and values."""

from __future__ import annotations

import asyncio
import pickle

import pytest

from asyncproof.loop.waits import snapshot as look
from asyncproof.loop.waits.taskwait import natural
from tests.loop.waits.stalling import never, stalled


async def family() -> None:
    """Start tasks with and without names."""
    named = [asyncio.create_task(never(), name=f"worker-{number}") for number in (10, 9, 2)]
    await asyncio.gather(*named, never(), never())


def test_main_comes_first_and_then_the_names_in_their_natural_order() -> None:
    """Numbers in names count as numbers, and asyncio's own numbers do not show."""
    with stalled(family) as program:
        names = list(program.waits())
    assert names == ["family", "never", "never #2", "worker-2", "worker-9", "worker-10"]


def test_a_snapshot_is_made_of_values() -> None:
    """Nothing alive is kept: a snapshot can be stored, sent and compared."""
    with stalled(family) as program:
        first, second = (look(program.tasks, main=program.main) for _ in range(2))
    assert pickle.loads(pickle.dumps(first)) == second


def test_main_need_not_be_among_the_tasks() -> None:
    """A main task that was not listed is added, a main future or one that is done is not."""

    async def quick() -> None:
        pass

    with stalled(family) as program:
        assert [one.name for one in look([], main=program.main)] == ["family"]
        assert look([], main=program.loop.create_future()) == []
    with stalled(quick) as program:
        assert look([program.main], main=program.main) == []


def test_a_main_task_with_a_name_is_called_by_its_function() -> None:
    """What the run is for is known by the function's name, whatever the runner calls its task."""

    async def main() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.set_name("runner-1")
        await never()

    with stalled(main) as program:
        (one,) = look(program.tasks, main=program.main)
        assert (one.name, one.is_main) == ("main", True)
        (one,) = look(program.tasks)
        assert (one.name, one.is_main) == ("runner-1", False)


def test_one_thing_has_one_number_and_a_name_for_each_who_waits() -> None:
    """Two tasks that wait for one thing under two names are seen to wait for the same."""

    async def main() -> None:
        event = asyncio.Event()

        async def wait(mine: asyncio.Event) -> None:
            await mine.wait()

        task = asyncio.create_task(wait(event), name="other")
        await event.wait()
        await task

    with stalled(main) as program:
        here, there = (one.wait.resource for one in program.waits().values())
    assert here is not None
    assert there is not None
    assert here.number == there.number
    assert (here.name, there.name) == ("event", "mine")


def test_a_name_that_can_not_be_found_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """If looking for a name fails, the thing goes without."""

    def fail(*_: object) -> None:
        raise RuntimeError

    async def main() -> None:
        event = asyncio.Event()
        await event.wait()

    monkeypatch.setattr("asyncproof.loop.waits.taskwait.name_of", fail)
    with stalled(main) as program:
        assert str(program.waits()["main"].wait.resource) == "Event"


def test_natural_order() -> None:
    """Runs of digits are compared as numbers."""
    names = ["b", "a10", "a9", "a", "10", "9", ""]
    assert sorted(names, key=natural) == ["", "9", "10", "a", "a9", "a10", "b"]


async def pay(first: asyncio.Lock, second: asyncio.Lock) -> None:
    """Take two locks, under names that mean other locks to the next caller."""
    async with first:
        await asyncio.sleep(0)
        async with second:
            pass


async def pay_both_ways() -> None:
    """Pay in both directions at once."""
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(pay(a, b), pay(b, a))


def test_what_has_the_name_of_another_thing_is_called_as_its_holder_calls_it() -> None:
    """Two locks that both are `second` to who waits are told apart by their names for the holders."""
    with stalled(pay_both_ways) as program:
        held = {one.name: [str(thing) for thing, _ in one.holds] for one in look(program.tasks)}
    assert held["pay"] == ["Lock `first` (`second` to pay #2)"]
    assert held["pay #2"] == ["Lock `first` (`second` to pay)"]
