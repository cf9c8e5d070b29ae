"""A pytest run in a process of its own, with only the plugins that are named."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the wall and seconds of CPU."""

    wall: float
    cpu: float


def run_pytest(directory: Path, *, plugins: Sequence[str], options: Sequence[str] = (), passed: int) -> Cost:
    """Run the tests in *directory*; all *passed* of them must pass, or it says what pytest printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(directory)]
    for plugin in plugins:
        command += ["-p", plugin]
    # Other plugins that happen to be installed would be measured too.
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    before = os.times()
    started = perf_counter()
    done = subprocess.run(
        [*command, *options, str(directory)],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = perf_counter() - started
    after = os.times()
    if done.returncode != 0 or f"{passed} passed" not in done.stdout:
        raise RuntimeError(f"not all of {passed} tests passed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    used = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return Cost(wall, used)
