from __future__ import annotations

import multiprocessing
import os
import pickle
import select
import signal
import subprocess
import sys
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.crew import batch as batches
from asyncproof.exploring.crew.batch import BENCH, Batch, begin, do, pack, unpack
from asyncproof.exploring.crew.journal import read_journal
from asyncproof.exploring.crew.parcel import wrap
from asyncproof.exploring.far import FarError
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.exploring.strategies.pct import Priorities
from asyncproof.exploring.strategies.pos import PartialOrder
from asyncproof.exploring.strategies.walk import Walk
from asyncproof.exploring.strategies.weighted import Weighted
from asyncproof.loop import Policy
from tests.exploring import scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.exploring.strategies.seeded import Seeded

SLOWER = Policy(latency=True)


@pytest.fixture(autouse=True)
def bench() -> Iterator[None]:
    """Leave nothing on the bench."""
    yield
    BENCH.clear()


def a_batch(*choosers: Prefix, most_steps: float = float("inf")) -> Batch:
    """Return runs of a scenario that may fail."""
    return Batch(wrap(scenarios.inversion), 3, most_steps, SLOWER, choosers)


@pytest.mark.parametrize("kind", [Walk, Priorities, PartialOrder, Weighted])
def test_choosers_do_elsewhere_what_they_do_here(kind: Callable[[int], Seeded]) -> None:
    """A chooser that was pickled before its run answers as it would have."""
    here, there = kind(5), kind(5)
    runner = Runner(scenarios.in_order)
    for _ in range(6):
        first, again = here.chooser(), pickle.loads(pickle.dumps(there.chooser()))
        one, other = runner.run(first, SLOWER), runner.run(again, SLOWER)
        assert one.schedule == other.schedule
        assert first.seen == again.seen
        one.seen = other.seen = first.seen
        here.learn(one)
        there.learn(other)


def test_what_comes_back_is_plain() -> None:
    """Each outcome has its schedule and, if it failed, the error in words with its cause."""
    runner = Runner(scenarios.inversion, seed=3)
    tries = [(), (1,), (0, 1), (1, 1)]
    here = [runner.run(Prefix(answers), SLOWER) for answers in tries]
    there = unpack(do(pack(a_batch(*map(Prefix, tries)))))
    assert [one.schedule for one in there] == [one.schedule for one in here]
    assert [one.cause for one in there] == [one.cause for one in here]
    assert any(one.failed for one in there)
    assert all(isinstance(one.error, FarError) for one in there if one.failed)


def test_the_bench_stays_until_another_scenario_comes() -> None:
    """Batches of one scenario share a runner; the limit of steps is that of each batch."""
    first = BENCH.runner_for(a_batch(most_steps=7))
    assert BENCH.runner_for(a_batch(most_steps=9)) is first
    assert first.most_steps == 9
    other = Batch(wrap(scenarios.in_order), 3, 9, SLOWER, ())
    assert BENCH.runner_for(other) is not first


def test_a_journal_has_all_answers(tmp_path: Path) -> None:
    """What was chosen stands in it, as in the schedule."""
    path = tmp_path / "journal"
    (outcome,) = unpack(do(pack(replace(a_batch(Prefix([1])), journal=str(path)))))
    assert read_journal(path).choices == outcome.schedule.choices


def test_a_batch_can_be_taken_apart() -> None:
    """Each run becomes a batch of its own, in order."""
    first, second = Prefix([1]), Prefix([2])
    assert [one.choosers for one in a_batch(first, second).singly()] == [(first,), (second,)]


def test_a_process_for_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C and output are not for it; and it ends its batch when nobody wants it any more."""
    end = multiprocessing.get_context("spawn").Event()
    monkeypatch.setattr(batches, "_end", None)
    monkeypatch.setattr(batches, "_end_with_parent", lambda: None)  # this one is somebody's test run
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    usual = signal.getsignal(signal.SIGINT)
    try:
        begin(end)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert sys.stdout.write("nobody reads it") == 15
        assert len(unpack(do(pack(a_batch(Prefix([])))))) == 1
        end.set()
        with pytest.raises(CancelledError):
            do(pack(a_batch(Prefix([]))))
    finally:
        signal.signal(signal.SIGINT, usual)


ENDLESS = """\
import asyncio
import os

held = []


async def held_open():
    if not held and str(os.getpid()) != os.environ["MASTER"]:
        held.append(open(os.environ["FIFO"], "wb", buffering=0))
        held[0].write(b"x")
    await asyncio.gather(*(asyncio.sleep(number) for number in range(9)))


if __name__ == "__main__":
    import asyncproof

    os.environ["MASTER"] = str(os.getpid())
    asyncproof.explore(held_open, runs=10_000_000, workers=1)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nobody tells a process that its parent has died"
)
def test_a_worker_ends_with_who_explores(tmp_path: Path) -> None:
    """If the process that explores is killed, its workers don't wait for more for ever."""
    fifo, script = tmp_path / "fifo", tmp_path / "endless.py"
    script.write_text(ENDLESS)
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    process = subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "FIFO": str(fifo)}, stderr=subprocess.DEVNULL
    )
    assert select.select([reader], [], [], 60)[0]
    assert os.read(reader, 1) == b"x"
    process.kill()
    process.wait()
    assert select.select([reader], [], [], 60)[0]
    assert os.read(reader, 1) == b"", "nobody has it open any more"
    os.close(reader)
