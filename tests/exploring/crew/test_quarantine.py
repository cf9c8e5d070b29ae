from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING

import pytest

from asyncproof.exploring.crew.batch import Batch
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.parcel import wrap
from asyncproof.exploring.crew.quarantine import Quarantine
from asyncproof.exploring.far import PoisonedRun
from asyncproof.exploring.running import Runner
from asyncproof.exploring.strategies.depth_first import DepthFirst, Prefix
from asyncproof.loop import Policy
from tests.exploring.crew import deadly

if TYPE_CHECKING:
    from asyncproof.core import Schedule

SLOWER = Policy(latency=True)


def deadly_run(monkeypatch: pytest.MonkeyPatch) -> Schedule:
    """Return the first run, depth first, that would kill."""
    killed: list[bool] = []
    runner, strategy = Runner(deadly.poison), DepthFirst()
    with monkeypatch.context() as patch:
        patch.setattr(deadly, "_die", lambda: killed.append(True))
        while True:
            outcome = runner.run(strategy.chooser(), SLOWER)
            if killed:
                return outcome.schedule
            strategy.learn(outcome)


def test_only_the_run_that_kills_is_poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs before and after it are done; of itself all is known that was chosen before it killed."""
    monkeypatch.setenv(deadly.MASTER, str(os.getpid()))
    run = deadly_run(monkeypatch)
    bad = Prefix([choice.picked for choice in run])
    batch = Batch(wrap(deadly.poison), 0, float("inf"), SLOWER, (Prefix([]), bad, Prefix([])))
    quarantine = Quarantine()
    first, poisoned, last = quarantine.run(batch)
    quarantine.close()
    assert first.error is None
    assert last.schedule == first.schedule
    assert isinstance(poisoned.error, PoisonedRun)
    assert poisoned.schedule.choices == run.choices[: len(poisoned.schedule)]
    assert len(poisoned.schedule) > 0


def test_a_process_that_never_begins_is_no_poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """If it dies before the run has begun, the run is not to blame, and the message says what may be."""
    quarantine = Quarantine()
    broken: Future[bytes] = Future()
    broken.set_exception(BrokenExecutor())
    monkeypatch.setattr(quarantine._process, "submit", lambda *_: broken)
    batch = Batch(wrap(deadly.poison), 0, float("inf"), SLOWER, (Prefix([]),))
    with pytest.raises(WorkersError, match=r"a worker died before it had begun.*__main__"):
        list(quarantine.run(batch))
