from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from asyncproof.exploring.crew.batch import do
from asyncproof.exploring.crew.cluster import Cluster
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.hands import GivenExecutor
from tests.e2e.plugin import whole_suite
from tests.house.sources import ROOT

needs_distributed = pytest.mark.skipif(
    find_spec("distributed") is None, reason="distributed is not installed: it comes with the extra dask"
)


@needs_distributed
def test_a_cluster_of_which_a_worker_is_killed(pytester: pytest.Pytester) -> None:
    """On real workers, one of them killed half-way, the result is the same as that of one process.

    So it is with a whole suite of pytest: its report says the same of each test.
    """
    whole_suite.write(pytester)
    pytester.runpytest_inprocess(*whole_suite.OPTIONS, "--asyncproof-report=alone.json")
    script, options = "tests.exploring.crew.on_a_cluster", ("--asyncproof-report=spread.json",)
    done = subprocess.run(
        [sys.executable, "-m", script, str(pytester.path), *whole_suite.OPTIONS, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    tests = found.pop("tests")
    assert found == {"same": True, "killed": True, "failures": 1}
    alone, spread = (whole_suite.findings(pytester.path / f"{name}.json") for name in ("alone", "spread"))
    assert spread == alone, tests
    race = alone["test_explored.py::test_sold_twice"]
    assert f"replay: {race['explored']['failure']['replay']}" in tests


@needs_distributed
def test_an_executor_of_the_cluster() -> None:
    """Who gives the executor of a client, instead of an address, has the same deaths known."""
    from distributed import KilledWorker
    from distributed.cfexecutor import ClientExecutor

    assert KilledWorker in GivenExecutor(ClientExecutor(object())).deaths


@needs_distributed
def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that does not answer is told with its address, and how to start one."""
    import distributed

    def refuse(address: str, **_: object) -> None:
        raise OSError(f"Timed out trying to connect to {address}")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(
        WorkersError, match=r"no scheduler answers at dask://here:1: Timed out.*dask scheduler"
    ):
        Cluster("here:1", do)
