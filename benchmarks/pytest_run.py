"""A pytest run in a process of its own, with only the plugins that are named."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import instructions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PREFIX = "PYTHONPYCACHEPREFIX"
_NONE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the wall, seconds of CPU, and MiB of memory at its peak."""

    wall: float
    cpu: float
    peak: float
    instructions: float | None = None
    """Millions of them, where they were counted."""


def run_pytest(
    directory: Path,
    *,
    plugins: Sequence[str],
    options: Sequence[str] = (),
    passed: int,
    counting: bool = False,
) -> Cost:
    """Run the tests in *directory*; all *passed* of them must pass, or it says what pytest printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(directory)]
    for plugin in plugins:
        command += ["-p", plugin]
    # Other plugins that happen to be installed would be measured too.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    command += [*options, str(directory)]
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "instructions"
        environment |= {"PYTHONHASHSEED": "0"} if counting else {}
        shown = instructions.counted(command, told) if counting else command
        cost, code, printed = run_and_weigh(shown, directory, environment)
        cost = replace(cost, instructions=instructions.read(told))
    if code != 0 or f"{passed} passed" not in printed:
        raise RuntimeError(f"not all of {passed} tests passed:\n{printed[-6000:]}")
    return cost


@contextmanager
def compiling_once() -> Iterator[None]:
    """Let modules be compiled by the first run alone, as they are for users, and leave none behind.

    A checkout often has none that are compiled, or is told to write none.
    """
    before = {name: os.environ.pop(name, None) for name in (_PREFIX, _NONE)}
    with tempfile.TemporaryDirectory() as place:
        os.environ[_PREFIX] = place
        try:
            yield
        finally:
            del os.environ[_PREFIX]
            os.environ.update({name: value for name, value in before.items() if value is not None})


def run_and_weigh(
    command: Sequence[str], directory: Path, environment: Mapping[str, str]
) -> tuple[Cost, int, str]:
    """Run a command in a process of its own; return its cost, its exit code and what it printed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=directory, env=environment, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        cost = Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return cost, process.returncode, out.read()
