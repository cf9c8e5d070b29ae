"""The laws that everything later rests on: one schedule is one trace, wherever and whenever it runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, hashlib, sys
import asyncproof
from asyncproof import Network, Schedule, Trace
from asyncproof.loop import REORDER, TIMING, RandomChooser, ReplayChooser


async def serve(reader, writer):
    async for line in reader:
        await asyncio.sleep(len(line) / 100)
        writer.write(line.upper())
    writer.close()


async def ask(number, lock, log):
    reader, writer = await asyncio.open_connection("shop.example", 7000)
    for word in ("tea", "coffee", "water"):
        writer.write(f"{word} {number}\\n".encode())
        answer = await reader.readline()
        async with lock:
            log.append(answer)
            await asyncio.sleep(0.01)
    writer.close()
    await writer.wait_closed()


async def main():
    log, lock = [], asyncio.Lock()
    async with await asyncio.start_server(serve, "shop.example", 7000) as server:
        tasks = {asyncio.ensure_future(ask(number, lock, log)) for number in range(3)}
        while tasks:
            done, tasks = await asyncio.wait(tasks, timeout=0.05, return_when=asyncio.FIRST_COMPLETED)
            log += [task.get_name() for task in done]
    return log


def net():
    return Network(latency=0.02)


def run(chooser, policy):
    trace = Trace()
    log = asyncproof.run(main(), chooser=chooser, policy=policy, watchers=[trace], network=net())
    return trace, log


for policy in (TIMING, REORDER):
    trace, log = run(RandomChooser(SEED), policy)
    word = trace.schedule.to_text()
    again, log_again = run(ReplayChooser(Schedule.from_text(word)), policy)
    assert again.story() == trace.story() and log_again == log
    print(word, hashlib.sha256("\\n".join(trace.story()).encode()).hexdigest(), log)
"""


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_one_schedule_is_one_trace_in_every_process(seed: int) -> None:
    """Servers, clients, locks, timeouts and sets of tasks: processes agree on every step."""
    outputs = set()
    for hash_seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed}
        program = PROGRAM.replace("SEED", str(seed))
        done = subprocess.run(
            [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_different_seeds_are_different_runs() -> None:
    """The law is not kept by running one order only."""
    runs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM.replace("SEED", str(seed))],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(runs) == 3
