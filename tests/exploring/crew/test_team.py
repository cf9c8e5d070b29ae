from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from asyncproof import explore, replay
from asyncproof.core import Certainty
from asyncproof.exploring.crew.batch import Batch
from asyncproof.exploring.crew.child import Child
from asyncproof.exploring.crew.errors import LostScenarioError, WorkersError
from asyncproof.exploring.crew.team import Team
from asyncproof.exploring.far import FarError
from asyncproof.exploring.result import Interrupted
from asyncproof.exploring.running import Runner
from asyncproof.loop import TIMING
from asyncproof.loop.choosers import FirstChooser
from tests.exploring import scenarios
from tests.exploring.crew import deadly
from tests.exploring.crew.explored import explored, shape
from tests.exploring.crew.hands import DiedError, OneChild

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    Scenario = Callable[[], Awaitable[object]]


@pytest.fixture(autouse=True)
def master(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """This process must live."""
    monkeypatch.setenv(deadly.MASTER, str(os.getpid()))
    monkeypatch.setenv(deadly.MARKER, str(tmp_path / "died"))


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """A process that does what has to be done elsewhere."""
    made = Child()
    yield made
    made.close()


@pytest.mark.parametrize("scenario", [scenarios.inversion, scenarios.lost_slot, deadly.unmoved])
def test_who_does_the_runs_changes_nothing(scenario: Scenario, child: Child) -> None:
    """One process, and one, two, three or nine workers: the same runs, failures, stories and verdict."""
    alone = shape(explore(scenario, runs=200))
    for number in (1, 2, 3, 9):
        assert shape(explored(scenario, OneChild(child, number))) == alone


def test_real_workers_find_the_same() -> None:
    """The same holds for processes, whatever they are asked to print."""
    alone = shape(explore(deadly.unmoved, runs=150, rungs=["latency"]))
    for workers in (1, 2, 3):
        assert shape(explore(deadly.unmoved, runs=150, rungs=["latency"], workers=workers)) == alone


def test_all_workers_have_the_same_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets of strings have one order in all of them, however they are begun; this process is left alone."""
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    orders = set()
    with ThreadPoolExecutor(1) as executor:
        for how in ({"workers": 1}, {"workers": 1}, {"executor": executor}):
            found = explore(deadly.by_hashes, runs=9, rungs=["timing", "latency"], **how)  # type: ignore[arg-type] # each is one argument
            orders.add(str(found.failures[0].exception))
    assert len(orders) == 1
    assert "PYTHONHASHSEED" not in os.environ


def test_a_worker_that_dies_loses_only_its_batch() -> None:
    """Its batch is done again, and the result is as if nobody had died."""
    usual = explore(deadly.unmoved, runs=150, rungs=["latency"])
    found = explore(deadly.dies_once, runs=150, rungs=["latency"], workers=2)
    assert os.path.exists(os.environ[deadly.MARKER])  # noqa: PTH110 - a name in the environment
    assert found.poisoned == []
    assert [failure.schedule for failure in found.failures] == [one.schedule for one in usual.failures]
    assert (found.runs, str(found.verdict)) == (usual.runs, str(usual.verdict))


def test_a_run_that_kills_every_worker_is_told() -> None:
    """It is named by its schedule, the others of its batch are done, and nothing is proven."""
    found = explore(deadly.poison, runs=40, rungs=["latency"], workers=2)
    assert found.poisoned
    assert len(found.poisoned) + len(found.failures) <= 5
    assert found.verdict.certainty is Certainty.INCONCLUSIVE
    assert f"replay: {found.poisoned[0]}" in str(found)
    assert "poisoned: a run killed the process in which it was done" in str(found)
    replay(deadly.poison, found.poisoned[0])  # here, where it kills nobody


def test_a_death_is_none_of_the_others_business(child: Child) -> None:
    """Only the batch whose worker died is done elsewhere."""
    hands = OneChild(child, raised={3: DiedError()})
    assert shape(explored(scenarios.inversion, hands)) == shape(explore(scenarios.inversion, runs=200))
    assert not hands.is_open


def test_what_was_found_before_workers_failed_is_told(child: Child) -> None:
    """An error of the workers themselves ends it; it brings along what was found."""
    runner = Runner(scenarios.in_order)
    team = Team(runner, scenarios.in_order, 0, OneChild(child, raised={1: ValueError("no such thing")}))
    with pytest.raises(WorkersError, match="a worker could not do its runs: ValueError: no such thing"):
        list(team.run([FirstChooser()] * 3, TIMING))
    team = Team(runner, scenarios.in_order, 0, OneChild(child, raised={1: LostScenarioError("gone")}))
    with pytest.raises(LostScenarioError, match="gone"):
        list(team.run([FirstChooser()] * 3, TIMING))


def test_who_stops_listening_wants_no_more(child: Child) -> None:
    """Batches that have not begun are taken back."""
    hands = OneChild(child, 1)
    team = Team(Runner(scenarios.in_order), scenarios.in_order, 0, hands)
    rounds = team.run([FirstChooser()] * 30, TIMING)
    for _ in range(2):
        next(rounds)
    rounds.close()
    assert hands.batches == 3


def test_what_can_not_be_seen_here_is_told_as_it_was_there(child: Child) -> None:
    """A run that fails elsewhere and not in this process keeps the error in words."""
    runner = Runner(scenarios.in_order)
    team = Team(runner, scenarios.in_order, 0, OneChild(child))
    outcome = runner.run(FirstChooser(), TIMING)
    outcome.error = FarError("KeyError: 1", ("KeyError", "there"))
    assert team.seen_here(outcome, TIMING) is outcome
    assert runner.runs == 1
    assert "KeyError: 1 (in another process)" in str(outcome.error)


def test_runs_are_cut_evenly(child: Child) -> None:
    """Each worker has four batches of a round; of few runs each is a batch."""
    team = Team(Runner(scenarios.in_order), scenarios.in_order, 0, OneChild(child, 2))
    sizes: list[int] = [len(batch.choosers) for batch in _cut(team, 64)]
    assert sizes == [8] * 8
    assert [len(batch.choosers) for batch in _cut(team, 3)] == [1] * 3


def _cut(team: Team, runs: int) -> list[Batch]:
    return list(team._cut([FirstChooser()] * runs, TIMING))


def test_ctrl_c_keeps_what_was_found(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops an exploration by others gets what they have found by then."""
    hands = OneChild(child, raised={12: KeyboardInterrupt()})
    monkeypatch.setattr("asyncproof.exploring.crew.hands.hands_of", lambda *_: hands)
    with pytest.raises(Interrupted) as caught:
        explore(scenarios.inversion, rungs=["latency"], workers=1)
    assert not hands.is_open
    assert caught.value.result.failure is not None
    assert caught.value.result.failure.schedule in str(caught.value)
