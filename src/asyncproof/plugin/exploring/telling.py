"""What an exploration says: below the failure of a test, and at the end of the run."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from typing import TYPE_CHECKING

from asyncproof.exploring.headline import headline
from asyncproof.plugin.exploring import EXPLORED
from asyncproof.plugin.exploring.shared import shared_fixtures

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from asyncproof.exploring.result import Failure
    from asyncproof.exploring.rungs import Rung
    from asyncproof.plugin.exploring.exploration import Found

TITLE = "asyncproof explore"
_MOST_NAMES = 3


def replay_line(item: pytest.Item, schedule: str) -> str:
    """Return the command that does a run again."""
    config = item.config
    words = ["pytest", _from_here(item), f"--replay={schedule}"]
    if config.pluginmanager.hasplugin("randomly"):
        words.append(f"--randomly-seed={config.getoption('randomly_seed', 1)}")
    return shlex.join(words)


def _from_here(item: pytest.Item) -> str:
    """Return how a test is named where pytest was called, which need not be where its suite begins."""
    config, (_, separator, name) = item.config, item.nodeid.partition("::")
    if config.invocation_params.dir == config.rootpath:
        return item.nodeid
    return f"{os.path.relpath(item.path, config.invocation_params.dir)}{separator}{name}"


def below_failure(rung: Rung, story: str, line: str, others: Iterable[str] = (), met: str = "") -> str:
    """Return what stands below the traceback of a failure that not every run has; `met` is both orders."""
    orders = [met, "", "step by step:"] if met else []
    return "\n".join([*orders, story, f"{rung.value}: {rung.sentence}", f"replay: {line}", *others])


def other_failures(item: pytest.Item, failures: Iterable[Failure]) -> list[str]:
    """Return a line for each failure of another cause, and how it is run again."""
    lines = []
    for failure in failures:
        error = headline(failure.exception).partition("\n")[0]
        lines += [f"also, {failure.rung.value}: {error}", f"replay: {replay_line(item, failure.schedule)}"]
    return lines


def not_again(found: Found) -> str:
    """Say that a failure was seen, and not seen again, so that no line can be given that repeats it."""
    failure = found.failures[0] if found.failures else None
    what = f"{type(failure.exception).__name__}: {failure.exception}" if failure else "it"
    return (
        f"one of {found.runs} runs failed, and the same run passed when it was done again: {what}\n"
        "Something differs from run to run that the loop does not control: what runs share, real time, a "
        "thread, a process. Keep that in function-scoped fixtures, or out of the test."
    )


def fails_later(item: pytest.Item, found: Found) -> str:
    """Say that a run which has passed failed when it was done again, after all the others."""
    shared = ", ".join(shared_fixtures(item))
    whose = f"in {shared}, in a global, in a file" if shared else "in a global, in a file, in a class"
    error = found.failed_later
    return (
        f"its first run passed, and failed when it was done again after {found.runs - 2} others:\n"
        f"{type(error).__name__}: {error}\n"
        f"What one run leaves ({whose}) meets the next one, and so will another test. Keep that in "
        "function-scoped fixtures, or put it back when a test is over."
    )


def note(found: Found) -> list[object]:
    """Return what the end of the run needs to know of one test, as plain values."""
    verdict = "" if found.result is None else found.result.verdict.certainty.value
    return [found.runs, verdict, found.obstacle, ", ".join(found.differs)]


def summarize(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Return the lines for the end of the run."""
    notes = [(report.nodeid, getattr(report, EXPLORED)) for report in reports if hasattr(report, EXPLORED)]
    explored = [values for _, values in notes if not values[2]]
    lines = []
    if explored:
        tests = "1 test" if len(explored) == 1 else f"{len(explored):,} tests"
        verdicts = Counter(values[1] for values in explored if values[1])
        told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        count = sum(values[0] for values in explored)
        runs = "1 run" if count == 1 else f"{count:,} runs"
        lines.append(f"asyncproof explored {tests} in {runs}" + (f": {told}" if told else ""))
    reasons: dict[str, list[str]] = {}
    for test, values in notes:
        if values[2]:
            reasons.setdefault(values[2], []).append(test)
    for reason, tests_of in reasons.items():
        lines.append(f"asyncproof did not explore {_some(tests_of)}: it {reason}")
    shared: dict[str, list[str]] = {}
    for test, values in notes:
        if values[3]:
            shared.setdefault(values[3], []).append(test)
    for what, tests_of in shared.items():
        lines.append(f"asyncproof: the runs of {_some(tests_of)} are not alike; they share {what}")
    return lines


def _some(tests: list[str]) -> str:
    more = f" and {len(tests) - _MOST_NAMES} more" if len(tests) > _MOST_NAMES else ""
    return f"{', '.join(tests[:_MOST_NAMES])}{more}"
