"""Those who do runs of tests for this process: processes of this machine, or the workers of a cluster."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import AsyncproofError
from asyncproof.exploring.crew.child import THIS_RUN, do_in_child
from asyncproof.exploring.crew.hands import OwnChildren, cluster_at
from asyncproof.exploring.crew.quarantine import Quarantine
from asyncproof.exploring.crew.team import Team
from asyncproof.plugin.exploring.sending import FarTest, suite_of
from asyncproof.plugin.options import EXECUTOR, WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.crew.hands import Hands
    from asyncproof.plugin.exploring.plan import Plan
    from asyncproof.plugin.exploring.silent_runs import SilentRuns

MODULE = "asyncproof.plugin.exploring.helping"
PATIENCE = 30.0
"""Seconds that it has at its end to tear down what its tests share."""
WORK = partial(do_in_child, module=MODULE, run=THIS_RUN, patience=PATIENCE)
"""What a worker does with a batch: it has a process of its own that runs pytest."""


class Workforce:
    """Whoever helps, as long as the run lasts."""

    def __init__(self, session: pytest.Session, hands: Hands) -> None:
        """Take who does it, and for which suite."""
        self._suite = suite_of(session)
        self._hands = hands

    @contextmanager
    def team(self, test: str, runs: SilentRuns, plan: Plan, example: int | None) -> Iterator[Team]:
        """Return a crew for one test, as long as it is needed."""
        far = FarTest(self._suite, test, plan.seed, bool(plan.gently), runs.judges, example)
        team = Team(runs, far, plan.seed, self._hands, Quarantine(OwnChildren(1, WORK)))
        try:
            yield team
        finally:
            team.close()

    def close(self) -> None:
        """Let them go."""
        self._hands.close()


def workforce_for(session: pytest.Session) -> Workforce | None:
    """Return those whom the command line asks to help; None if it asks nobody."""
    config = session.config
    workers: int | None = config.getoption(WORKERS)
    address: str | None = config.getoption(EXECUTOR)
    if workers is None and address is None:
        return None
    if workers is not None and address is not None:
        raise pytest.UsageError(
            "--explore-workers and --explore-executor are both given. Remove one of them."
        )
    if config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        option = "--explore-workers" if address is None else "--explore-executor"
        raise pytest.UsageError(f"-n and {option} are two ways to share the work. Remove one of them.")
    workforce = Workforce(session, _hands(workers, address))
    config.add_cleanup(workforce.close)
    return workforce


def _hands(workers: int | None, address: str | None) -> Hands:
    if address is None:
        if workers is None or workers < 1:
            raise pytest.UsageError(f"--explore-workers is a number of processes from 1 up, not {workers}.")
        return OwnChildren(workers, WORK)
    try:
        return cluster_at(address, WORK)
    except AsyncproofError as error:
        raise pytest.UsageError(f"--explore-executor: {error.message}") from None
