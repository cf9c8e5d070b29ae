"""The tour that `make demo` gives: what each part of asyncproof finds in the examples, as users call it.

What fails on the way is meant to, and is looked at: a step that does not find what it should ends the tour
with all that it has printed, and with exit code 1.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
REPORT = ROOT / "build" / "demo.html"
PAGE = "../build/demo.html"
QUIET = "-q --tb=short -p no:cacheprovider -p no:randomly"
MARGIN = "   | "
_REPLAY = re.compile(r"^replay: pytest (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command, how it has to end, what has to be in its output, and which of its lines are shown."""

    title: str
    command: str
    finds: tuple[str, ...]
    meant: str
    code: int = 1
    begin: str | None = None
    stop: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What has to be in the output: what is found, and where the part begins that is shown."""
        return (*self.finds, *(() if self.begin is None else (self.begin,)))


CHECK = Step(
    "check reads tests, and finds what they hide",
    "asyncproof check user_client/bad/test_awaiting.py",
    finds=("used-coroutine", "missing-await"),
    begin="error tested-coroutine",
    stop="error missing-await",
    meant="it found a test that can't fail, and three others like it",
)
GUARD = Step(
    "guards fail tests that pass elsewhere",
    "pytest background/bad -k test_it_starts",
    finds=("asyncproof explain leaked-task",),
    begin="leaked-task:",
    stop="more:",
    meant="the test was failed",
)
STUCK = Step(
    "a test that would hang for ever fails at once",
    "pytest bank/bad -k both_directions",
    finds=("asyncproof explain deadlock",),
    begin="the circle:",
    stop="(more:",
    meant="the test was failed",
)
EXPLORE = Step(
    "explore finds the order in which a passing test breaks ...",
    "pytest counter/bad -k a_second_apart",
    finds=("it breaks in this one:", "latency: ", "replay: "),
    begin="it works in this order:",
    stop="step by step:",
    meant="the test was failed",
)
TWINS = Step(
    "the fixed twins are clean, in whatever order: hours of tests in seconds",
    "pytest",
    finds=(" passed in ",),
    code=0,
    begin="asyncproof explored",
    meant="nothing was found",
)
DRAWN = Step(
    "the report is written",
    f"pytest counter/bad bank/bad --asyncproof-report={PAGE}",
    finds=("asyncproof report: ", "build/demo.html"),
    meant=f"open {REPORT} in a browser: what ran when in these failing tests, and in which order they work",
)


class OtherwiseError(Exception):
    """A step has not ended as it is meant to."""


def run(command: str) -> tuple[int, str]:
    """Run a command in the folder of the examples; return its exit code and its output."""
    program, *arguments = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "PYTEST_ADDOPTS": QUIET}
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=EXAMPLES, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def take(step: Step, call: Callable[[str], tuple[int, str]]) -> str:
    """Take a step, show what is to be seen, and return its whole output."""
    print(f"   $ {step.command}", flush=True)
    code, output = call(step.command)
    missing = [word for word in step.words if word not in output]
    if code != step.code or missing:
        raise OtherwiseError(
            f"{output}\n`{step.command}` in examples/ ended with {code}, and not as it is meant to: with "
            f"{step.code} and {', '.join(map(repr, step.words))} in its output."
        )
    for line in excerpt(output, step):
        print(f"{MARGIN}{line}".rstrip())
    print(f"   As meant: {step.meant}.\n", flush=True)
    return output


def excerpt(output: str, step: Step) -> list[str]:
    """Return the lines of an output that a step shows."""
    if step.begin is None:
        return []
    lines = output.splitlines()
    begin = next(number for number, line in enumerate(lines) if step.begin in line)
    shown = list(takewhile(lambda line: step.stop is None or step.stop not in line, lines[begin:]))
    return "\n".join(shown).rstrip().splitlines()


def replay_of(explored: str) -> Step:
    """Return the step that does the failing run again, as the line in the output says."""
    found = _REPLAY.search(explored)
    if found is None:
        raise OtherwiseError(f"{explored}\nNo line says how the failing run is done again.")
    return Step("", f"pytest {found[1]}", finds=("assert 1 == 2",), meant="the same run failed again")


def tour(call: Callable[[str], tuple[int, str]]) -> None:
    """Take all steps; one that ends otherwise is an OtherwiseError."""
    for number, step in enumerate((CHECK, GUARD, STUCK, EXPLORE, TWINS, DRAWN), start=1):
        print(f"{number}. {step.title}")
        output = take(step, call)
        if step is EXPLORE:
            print("   ... and does that run again")
            take(replay_of(output), call)


def main(call: Callable[[str], tuple[int, str]] = run) -> int:
    """Give the tour; return the exit code."""
    REPORT.parent.mkdir(exist_ok=True)
    print("A tour of examples/. What fails here is meant to fail, and is looked at.\n")
    try:
        tour(call)
    except OtherwiseError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
