from __future__ import annotations

import os
import sys
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from asyncproof import UsageError, explore
from asyncproof.exploring.crew.batch import Batch, pack, unpack
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.hands import (
    HASHES,
    GivenExecutor,
    OwnProcesses,
    Remembering,
    _same_hashes,
    hands_of,
)
from asyncproof.exploring.crew.parcel import wrap
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop import TIMING
from tests.exploring import scenarios
from tests.exploring.crew.explored import shape

BATCH = pack(Batch(wrap(scenarios.in_order), 0, float("inf"), TIMING, (Prefix([]),)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"workers": 0}, "workers is a number of processes from 1 up, not 0"),
        ({"workers": True}, "workers is a number of processes from 1 up, not True"),
        ({"workers": 2, "executor": "dask://here:1"}, "give one"),
        ({"executor": "tcp://here:1"}, "'dask://host:8786', not 'tcp://here:1'"),
        ({"executor": "dask://"}, "'dask://host:8786', not 'dask://'"),
        ({"executor": 7}, "executor is a concurrent.futures.Executor"),
    ],
)
def test_what_nobody_can_work_with(given: dict[str, Any], said: str) -> None:
    """A wrong argument is an error that shows it, before anything runs."""
    with pytest.raises(UsageError) as caught:
        explore(scenarios.in_order, **given)
    assert said in str(caught.value)


def test_an_executor_of_somebody_else() -> None:
    """Any executor will do, also one of threads: each has a process for the runs, and is not shut down."""
    with ThreadPoolExecutor(2) as executor:
        found = explore(scenarios.inversion, runs=60, executor=executor)
        assert executor.submit(int).result() == 0
    assert shape(found) == shape(explore(scenarios.inversion, runs=60))


def test_an_executor_that_takes_no_more() -> None:
    """One that is shut down, or broken, is told with what helps."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(WorkersError, match=r"the executor takes no more work: .*`workers=`"):
        GivenExecutor(executor).submit(BATCH)


def test_how_many_an_executor_has() -> None:
    """What is not known is guessed."""
    assert GivenExecutor(Executor()).number == (os.cpu_count() or 1)
    hands = GivenExecutor(Executor())
    assert hands.wrap(scenarios.in_order) == wrap(scenarios.in_order)
    hands.close()


@pytest.mark.parametrize(
    "refusals",
    [[BrokenExecutor()], [OSError("handle is closed"), BrokenExecutor()]],
    ids=["broken", "breaking"],
)
def test_a_pool_that_broke_is_begun_anew(monkeypatch: pytest.MonkeyPatch, refusals: list[Exception]) -> None:
    """The batch after a death has living processes, also if the pool breaks while it begins one more."""
    hands = OwnProcesses(1)

    def refuse(*_: object) -> None:
        refusal = refusals.pop(0)
        if not refusals:
            monkeypatch.undo()
        raise refusal

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    try:
        (outcome,) = unpack(hands.submit(BATCH).result())
    finally:
        hands.close()
    assert not refusals
    assert outcome.error is None


def test_a_machine_that_begins_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no death of a worker, and is not tried for ever."""
    hands = OwnProcesses(1)

    def refuse(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    with pytest.raises(OSError, match="no more processes"):
        hands.submit(BATCH)
    hands.close()


def test_a_process_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who closes the pool does not wait for a run that goes round for ever."""
    monkeypatch.setattr("asyncproof.exploring.crew.hands.PATIENCE", 0.0)
    hands = OwnProcesses(1)
    stuck = hands.submit(pack(Batch(wrap(_for_ever), 0, float("inf"), TIMING, (Prefix([]),))))
    hands.close()
    assert stuck.cancelled() or isinstance(stuck.exception(), BrokenExecutor)


def test_who_does_not_want_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second Ctrl-C, while processes end, ends them at once."""
    hands = OwnProcesses(1)
    stuck = hands.submit(pack(Batch(wrap(_for_ever), 0, float("inf"), TIMING, (Prefix([]),))))
    pool = hands._pool

    def interrupt(*_: object, **__: object) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", interrupt)
    with pytest.raises(KeyboardInterrupt):
        hands.close()
    assert isinstance(stuck.exception(), BrokenExecutor)
    assert pool is not None
    pool.shutdown()


def test_a_process_that_never_began() -> None:
    """It is none to be ended."""
    context = Remembering()
    context.Process(target=print)
    context.kill_all()


async def _for_ever() -> None:
    while True:
        pass


def test_hashes_that_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has said which order sets of strings have, has it in workers as well."""
    monkeypatch.setenv(HASHES, "7")
    with _same_hashes():
        assert os.environ[HASHES] == "7"
    monkeypatch.delenv(HASHES)
    with _same_hashes():
        assert os.environ[HASHES] == "0"
    assert HASHES not in os.environ


def test_distributed_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the message names the extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        UsageError, match=r"needs the package `distributed`: pip install 'asyncproof\[dask\]'"
    ):
        hands_of(None, "dask://here:8786")
