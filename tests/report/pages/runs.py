"""The run that the pages of the tests show."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.spot import shown_file
from asyncproof.report.facts import facts_of
from asyncproof.report.packing import pack
from asyncproof.report.recording.marks import BLOCKED
from asyncproof.report.run import Run, Test
from tests.report.scenes import queue_and_workers, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

NASTY = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>\u2028&amp;<b>"
REPLAY = "pytest 'test_shop.py::test_race' --replay=latency:ap1.AAAB.xYz"


def drawn(name: str, scene: Callable[[], Coroutine[Any, Any, object]], **more: Any) -> Test:
    """Return a test with the picture of a scene."""
    picture = recorded(scene)
    return Test(
        name, virtual=picture["steps"]["at"][-1], facts=facts_of(picture), picture=pack(picture), **more
    )


async def cancelled_from_outside() -> None:
    """Cancel a task in the middle of two calls."""

    async def inner() -> None:
        await asyncio.sleep(100)

    async def outer() -> None:
        await inner()

    task = asyncio.create_task(outer(), name="victim")
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def leaves_one_behind() -> None:
    """Leave a task running."""
    kept.append(asyncio.create_task(asyncio.sleep(100), name="forgotten"))
    await asyncio.sleep(1)
    kept.clear()


kept: list[asyncio.Task[None]] = []


async def nasty_names() -> None:
    """Give a task a name that wants to be markup, and an error as well."""

    async def fails() -> None:
        await asyncio.sleep(1)
        raise ValueError(NASTY)  # <b>also in the source</b></script>

    await asyncio.gather(asyncio.create_task(fails(), name=NASTY), return_exceptions=True)


def blocked() -> Test:
    """Return a test with a step that took too long."""
    picture = recorded(queue_and_workers)
    picture["steps"]["mark"][3] |= BLOCKED
    picture["steps"]["took"][3] = 400_000_000
    picture["virtual"] = False
    return Test("test_shop.py::test_blocked", seconds=1.5, facts=facts_of(picture), picture=pack(picture))


class Shop:
    """Sells what there is one of."""

    left = 1

    async def sell(self) -> None:
        """Sell one, if there is one."""
        if self.left:
            await asyncio.sleep(0.1)
            self.left -= 1


async def two_customers() -> None:
    """Let a second one come while the first one pays."""
    shop = Shop()

    async def later() -> None:
        await asyncio.sleep(0.05)
        await shop.sell()

    await asyncio.gather(shop.sell(), later())


def moment(name: str, text: str, **more: Any) -> dict[str, Any]:
    """Return one moment of an order: what a task does at a line of the shop."""
    lines, first = inspect.getsourcelines(Shop.sell)
    line = first + next(number for number, each in enumerate(lines) if text in each)
    usual = {
        "met": False,
        "times": 1,
        "cancelled": False,
        "error": "",
        "begins": False,
        "function": "Shop.sell",
    }
    place = f"{shown_file(__file__)}:{line}"
    return {**usual, "task": f"{name} (customer)", "name": name, "place": place, "text": text, **more}


def explored() -> dict[str, Any]:
    """Return what an exploration has found."""
    check, take = moment("Task-3", "if self.left:", met=True), moment("Task-2", "self.left -= 1", met=True)
    turns = [moment("Task-2", "if self.left:", begins=True)]
    works = {"moments": [take, check], "turns": turns}
    breaks = {"moments": [check, take, moment("Task-2", "asyncio.sleep", cancelled=True)], "turns": turns}
    failure = {
        "error": "AssertionError: sold twice",
        "rung": "latency",
        "sentence": "it takes something in the outside world to be slower than something else",
        "story": "  first  shop.py:6 begins",
        "replay": REPLAY,
        "others": ["also, cancel: KeyError"],
        "orders": {
            "told": "  Task-3 reads `self.left`\n  before Task-2 writes it",
            "works": works,
            "breaks": breaks,
        },
    }
    return {
        "runs": 120,
        "obstacle": "",
        "verdict": "sampled",
        "told": "sampled by 120 runs",
        "tried": ["timing: all, by 2 runs"],
        "differs": [],
        "failure": failure,
    }


def shop_run() -> Run:
    """Return a run with one test of each kind."""
    finding = {
        "code": "leaked-task",
        "message": "task `sleep` was left",
        "text": "do: await it",
        "severity": "error",
    }
    nasty = {"code": NASTY, "message": NASTY, "text": NASTY, "severity": "warning"}
    run = Run(about={"asyncproof": "1.2", "python": "3.11"})
    passed = {**explored(), "failure": None, "verdict": "proven"}
    for test in (
        drawn("test_shop.py::test_queue", queue_and_workers, seconds=0.25),
        drawn("test_shop.py::test_cancel", cancelled_from_outside, explored=passed),
        drawn("test_shop.py::test_left", leaves_one_behind, outcome="error", findings=[finding]),
        drawn(
            f"test_{NASTY}",
            nasty_names,
            outcome="failed",
            error=NASTY,
            findings=[nasty],
            texts=[[NASTY, NASTY]],
        ),
        blocked(),
        drawn(
            "test_shop.py::test_race",
            two_customers,
            outcome="failed",
            error="sold twice",
            explored=explored(),
        ),
        Test("test_shop.py::test_dropped", dropped=True),
        Test("test_shop.py::test_sync"),
    ):
        run.add(test)
    return run


QUEUE, CANCEL, LEFT, BAD, BLOCK, RACE, DROPPED, SYNC = range(8)
