"""How long the report's largest pages take to open: `python -m benchmarks.report_pages`.

Two pages: one of 10,000 tests, each with a picture, and one of a test with 100,000 steps. Each is drawn, its
size is told, and headless Chromium opens it from disk, five times: until the overview is on the screen, until
all tests are listed, or until the picture is drawn. The goal is two seconds for each.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.onlooking import looking_on
from asyncproof.report.facts import facts_of
from asyncproof.report.packing import pack
from asyncproof.report.page import draw
from asyncproof.report.recording.recorder import MOST_STEPS, Recorder
from asyncproof.report.run import Run, Test
from tests.report.pages.browser import browser

if TYPE_CHECKING:
    from tests.report.pages.browser import Page

ROUNDS = 5
GOAL = 2.0
TESTS = 10_000


async def traffic(items: int) -> None:
    """Let five workers take items from a queue."""
    queue: asyncio.Queue[int] = asyncio.Queue()

    async def work() -> None:
        while True:
            await asyncio.sleep(0.001 * (await queue.get() % 7))
            queue.task_done()

    workers = [asyncio.create_task(work(), name=f"worker-{number}") for number in range(5)]
    for item in range(items):
        queue.put_nowait(item)
    await queue.join()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


def picture_of(items: int) -> dict[str, Any]:
    """Record so much traffic."""
    loop = ControlledLoop()
    recorder = Recorder()
    with looking_on(recorder):
        loop.run_until_complete(traffic(items))
    loop.close()
    return recorder.data()


def many_tests() -> Run:
    """Return a run of very many tests, some of which fail."""
    picture = picture_of(6)
    facts, packed = facts_of(picture), pack(picture)
    run = Run()
    for number in range(TESTS):
        test = Test(f"tests/test_shop_{number // 100}.py::TestShop::test_case[{number}]", seconds=0.01)
        test.virtual, test.facts, test.picture = facts["span"], facts, packed
        if number % 50 == 0:
            test.outcome, test.error = "failed", f"assert {number % 7} == 8"
            test.texts = [["call failed", "E   assert 1 == 2\n" * 20]]
        run.add(test)
    return run


def many_steps() -> Run:
    """Return a run of one test with as many steps as are kept."""
    picture = picture_of(MOST_STEPS)
    run = Run()
    run.add(
        Test("test_long", facts=facts_of(picture), picture=pack(picture), virtual=picture["steps"]["at"][-1])
    )
    return run


def opened(page: Page, path: Path, place: str, until: str) -> float:
    """Return how long a page takes to be as far as this."""
    page.ask("Page.navigate", url="about:blank")
    page.until("location.href === 'about:blank'")
    began = time.perf_counter()
    page.ask("Page.navigate", url=f"{path.as_uri()}{place}")
    page.until(until)
    page.js("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))")
    return time.perf_counter() - began


def main() -> int:
    """Draw both pages, open them, and say whether the goal is met."""
    worst = 0.0
    pages = (
        ("10,000 tests, the overview", many_tests, "#/", "document.querySelector('.cards')"),
        ("10,000 tests, the list", many_tests, "#/tests", "document.querySelector('.rows tbody a')"),
        (
            "10,000 tests, one of them",
            many_tests,
            "#/test/9999",
            "document.querySelector('.stage canvas')?.width > 0",
        ),
        ("100,000 steps", many_steps, "#/test/0", "document.querySelector('.stage canvas')?.width > 0"),
    )
    drawn: dict[Any, tuple[Path, float]] = {}
    with tempfile.TemporaryDirectory() as folder, browser() as running:
        for title, make, place, until in pages:
            if make not in drawn:
                run = make()
                began = time.perf_counter()
                path = Path(folder, f"{make.__name__}.html")
                path.write_text(draw(run), "utf-8")
                drawn[make] = path, time.perf_counter() - began
            path, took = drawn[make]
            with running.page() as page:
                times = [opened(page, path, place, until) for _ in range(ROUNDS)]
            worst = max(worst, median(times))
            size = path.stat().st_size / 1e6
            print(f"{title:<28} {size:5.1f} MB, drawn in {took:.2f} s, opens in {median(times):.2f} s")
    print(f"goal: {GOAL:.0f} s each, {'met' if worst < GOAL else 'MISSED'}")
    return int(worst >= GOAL)


if __name__ == "__main__":
    sys.exit(main())
