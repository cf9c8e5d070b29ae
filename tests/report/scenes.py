"""Small runs that the tests of the report look at."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.loop import ControlledLoop
from asyncproof.loop.onlooking import looking_on
from asyncproof.report.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def recorded(
    scene: Callable[[], Coroutine[Any, Any, object]], *, stock: bool = False, **settings: Any
) -> Any:
    """Run a scene, in virtual time unless on a stock loop, and return what was recorded."""
    loop = asyncio.new_event_loop() if stock else ControlledLoop()
    recorder = Recorder(**settings)
    with looking_on(recorder):
        try:
            loop.run_until_complete(scene())
        except Exception:  # a scene may fail
            pass
        finally:
            for task in asyncio.all_tasks(loop):
                task.cancel()
                loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
            loop.close()
    return recorder.data()


def told(picture: Any, name: str) -> list[tuple[float, str]]:
    """Return the steps of a task: at which second, and what it waits for then."""
    steps = picture["steps"]
    number = [task[0] for task in picture["tasks"]].index(name)
    return [
        (at / 1e9, picture["words"][wait][1] if wait >= 0 else "")
        for task, at, wait in zip(steps["task"], steps["at"], steps["wait"], strict=True)
        if task == number
    ]


async def queue_and_workers() -> None:
    """Let two workers take from a queue, and cancel them at the end."""
    inbox: asyncio.Queue[float] = asyncio.Queue()

    async def work() -> None:
        while True:
            await asyncio.sleep(await inbox.get())
            inbox.task_done()

    workers = [asyncio.create_task(work(), name=f"worker-{number}") for number in range(2)]
    for seconds in (1.0, 2.0, 3.0):
        inbox.put_nowait(seconds)
    await inbox.join()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
