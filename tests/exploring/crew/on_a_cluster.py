"""A script: explores on a real cluster, kills one of its workers half-way, and prints what came of it.

Then pytest does the same with the tests of the folder that is named, with the options that follow, and nobody
is killed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from distributed import Client, LocalCluster

from asyncproof import explore
from asyncproof.exploring.progress import Progress
from tests.exploring.crew import deadly
from tests.exploring.crew.explored import shape

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 200


def killer(pid: int) -> Callable[[Progress], None]:
    """Return who kills a process after a hundred runs."""

    def kill(progress: Progress) -> None:
        if progress.runs == 100:
            os.kill(pid, signal.SIGKILL)

    return kill


def main() -> None:
    """Explore here and on the cluster."""
    os.environ[deadly.MASTER] = str(os.getpid())
    with (  # noqa: SIM117 - the client is the cluster's
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster
    ):
        with Client(cluster, set_as_default=False) as client:
            pids = list(client.run(os.getpid).values())
            address = "dask://" + cluster.scheduler_address.removeprefix("tcp://")
            alone = explore(deadly.unmoved, runs=RUNS, rungs=["latency"])
            there = explore(
                deadly.unmoved,
                runs=RUNS,
                rungs=["latency"],
                executor=address,
                progress=Progress(killer(pids[0])),
            )
            left = set(client.run(os.getpid).values())
            words = [sys.executable, "-m", "pytest", f"--explore-executor={address}", *sys.argv[2:]]
            tests = subprocess.run(words, cwd=sys.argv[1], capture_output=True, text=True, check=False)
    is_gone = pids[0] not in left
    same = shape(alone) == shape(there)
    found = {"same": same, "killed": is_gone, "failures": len(there.failures), "tests": tests.stdout}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
