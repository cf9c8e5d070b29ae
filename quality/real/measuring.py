"""Explores published bugs, each in the version that has it and in the one that does not."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from quality.real.environments import NotToBeHad, environment
from quality.real.pinned import Pinned, pinned
from quality.real.table import NO_FIX, Tried, is_as_stated, row, tell

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "asyncproof-real-bugs"
MINUTES = 10
"""How long one exploration may take."""


def explored(bug: Pinned, pins: tuple[str, ...], runs: int, cache: Path) -> Tried:
    """Explore a bug's scenario in an environment of its own."""
    if not pins:
        return NO_FIX
    try:
        python = environment(pins, cache)
    except NotToBeHad as error:
        return Tried(not_tried=str(error))
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [str(python), "-m", "quality.real.trying", bug.name, str(runs)]
    environ = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=MINUTES * 60
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return Tried(not_tried=said[-1])
    return Tried(**json.loads(done.stdout.splitlines()[-1]))


def main(arguments: list[str]) -> int:
    """Measure the named bugs, or all; return how many are not as they should be."""
    parser = argparse.ArgumentParser(prog="python -m quality.real", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bug, by the name of its file")
    parser.add_argument("--runs", type=int, default=1000, help="how many runs each exploration takes at most")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where environments are kept")
    parser.add_argument("--markdown", action="store_true", help="print rows of a table")
    parser.add_argument("--story", action="store_true", help="print each failure as it is told")
    options = parser.parse_args(arguments)
    wrong = 0
    for bug in pinned(options.names):
        bad, fixed = (explored(bug, pins, options.runs, options.cache) for pins in (bug.bad, bug.fixed))
        print((row if options.markdown else tell)(bug, bad, fixed), flush=True)
        for tried in (bad, fixed) if options.story else ():
            print(tried.story, file=sys.stderr)
        wrong += not is_as_stated(bug, bad, fixed)
    return wrong
