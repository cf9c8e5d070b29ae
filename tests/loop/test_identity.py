from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import asyncproof

PROGRAM = """
import asyncio, asyncproof

class Job:
    def __init__(self, future): self.future = future

async def nap(n):
    await asyncio.sleep(n % 3)
    return n

async def main():
    tasks = {asyncio.ensure_future(nap(n)) for n in range(30)}
    order = [task.get_name() for task in tasks]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    order += [task.get_name() for task in done] + [task.get_name() for task in pending]
    await asyncio.gather(*pending)
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(30)]
    order += [futures.index(future) for future in set(futures)]
    return order

junk = [object() for _ in range(JUNK)]
print(asyncproof.run(main()))
"""


def test_sets_of_tasks_and_futures_have_one_order_in_every_process() -> None:
    """Fresh processes, with different hash seeds and memory, go through sets of tasks in the same order."""
    outputs = set()
    for seed in ("0", "1", "77"):
        program = PROGRAM.replace("JUNK", seed + "000")
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_numbers_start_afresh_in_every_loop() -> None:
    """What a loop before did does not change the order in this one."""

    async def numbers() -> list[int]:
        tasks = [asyncio.ensure_future(asyncio.sleep(0)) for _ in range(3)]
        await asyncio.gather(*tasks)
        return [hash(task) for task in tasks]

    assert asyncproof.run(numbers()) == asyncproof.run(numbers())


def test_tasks_and_futures_are_asyncio_s_own() -> None:
    """Only the hash is ours: isinstance, equality and awaiting are as ever."""

    async def look() -> tuple[bool, bool, bool]:
        future = asyncio.get_running_loop().create_future()
        task = asyncio.current_task()
        return isinstance(task, asyncio.Task), isinstance(future, asyncio.Future), future == future  # noqa: PLR0124 - equal to itself, that is the claim

    assert asyncproof.run(look()) == (True, True, True)
