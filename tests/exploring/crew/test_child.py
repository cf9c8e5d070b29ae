from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.crew import child as children
from asyncproof.exploring.crew.batch import Batch, pack, unpack
from asyncproof.exploring.crew.child import Child, out_of_reach
from asyncproof.exploring.crew.errors import LostScenarioError, WorkersError
from asyncproof.exploring.crew.parcel import wrap
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop import TIMING
from tests.exploring import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def child() -> Iterator[Child]:
    """A child that ends with the test."""
    made = Child()
    yield made
    made.close()


def a_batch(scenario: bytes) -> bytes:
    """Return one run of a scenario."""
    return pack(Batch(scenario, 0, float("inf"), TIMING, (Prefix([]),)))


def test_one_process_does_batch_after_batch(child: Child) -> None:
    """It is begun with the first; when it has gone, there is another one."""
    data = a_batch(wrap(scenarios.in_order))
    (first,) = unpack(child.do(data))
    process = child._process
    (second,) = unpack(child.do(data))
    assert first.schedule == second.schedule
    assert child._process is process
    child.close()
    assert unpack(child.do(data))
    assert child._process is not process


def test_errors_come_back(child: Child) -> None:
    """A scenario that can't be imported, and what can't be read, are told; the process lives."""
    with pytest.raises(LostScenarioError, match="can't import the scenario"):
        child.do(a_batch(wrap(scenarios.in_order).replace(b"scenarios", b"scenarioz")))
    with pytest.raises(WorkersError, match="UnpicklingError"):
        child.do(b"no batch")
    assert unpack(child.do(a_batch(wrap(scenarios.in_order))))


def test_a_death_is_told(child: Child) -> None:
    """If the process dies, who asked it hears so."""
    child.do(a_batch(wrap(scenarios.in_order)))
    with pytest.raises(BrokenExecutor, match="the process that did the runs ended with 7"):
        child.do(a_batch(wrap(_leave)))


def test_ctrl_c_does_not_reach_who_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the block it is held back, where there is such a thing; after it all is as before."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with out_of_reach():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
    monkeypatch.delattr(signal, "pthread_sigmask")
    with out_of_reach():
        pass


def test_what_has_gone_can_not_be_asked(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that went away between two batches is noticed when it is written to."""
    child.do(a_batch(wrap(scenarios.in_order)))

    def fail(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(children, "_write", fail)
    with pytest.raises(BrokenExecutor):
        child.do(b"")


def test_a_child_ends_by_itself(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does when it has nothing to do for long; the next batch has another one."""
    monkeypatch.setattr(children, "CODE", children.CODE.replace("main()", "main(idle=0)"))
    assert unpack(child.do(a_batch(wrap(scenarios.in_order))))
    process = child._process
    assert process is not None
    assert process.wait(60) == 0
    assert unpack(child.do(a_batch(wrap(scenarios.in_order))))
    assert child._process is not process


def test_a_child_that_does_not_end() -> None:
    """It is killed."""
    child = Child(patience=0.0)
    child.do(a_batch(wrap(scenarios.in_order)))
    process = child._process
    assert process is not None
    child.close()
    assert process.returncode is not None


async def _leave() -> None:
    os._exit(7)
