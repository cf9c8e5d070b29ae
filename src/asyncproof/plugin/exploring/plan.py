"""How far a test is explored: what its mark, the command line and the configuration file say, checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.core import SECOND, UsageError
from asyncproof.exploring.allowance import read_allowance
from asyncproof.exploring.explorer import read_word
from asyncproof.exploring.rungs import freedoms, read_faults, read_rungs
from asyncproof.exploring.targets import Targets
from asyncproof.plugin.asking import EXPLORE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.core import Schedule
    from asyncproof.exploring.rungs import Freedom
    from asyncproof.loop import Policy

FEW = 100
"""How many runs a test takes where all of a suite are explored."""
MANY = 1000
"""How many runs a test takes that asks for it itself."""
A_MOMENT, A_WHILE = SECOND // 20, SECOND // 2
"""So long may time pass, and so long may something take longer, where nobody has asked for it.

The limits in tests are a tenth of a second or more, and what guards against hanging is a second at least.
"""
INI = "asyncproof_explore"
_NAMES = ("runs", "seconds", "rungs", "cancel", "faults", "seed")


@dataclass(frozen=True)
class Plan:
    """What may be spent on one test, and what may vary in its runs."""

    runs: int = MANY
    seconds: float | None = None
    rungs: Any = None
    cancel: Any = True
    faults: Any = False
    seed: int = 0
    gently: str = ""
    """The test's folder, if nobody has asked for it: then what says little about its code is no failure."""

    def freedoms(self) -> list[Freedom]:
        """Return what its runs may do, rung by rung."""
        faults = read_faults(self.faults)
        found = freedoms(read_rungs(self.rungs, faults), self._targets(), faults or 1)
        return [replace(one, policy=self._gentle(one.policy)) for one in found]

    def read_word(self, word: str) -> tuple[Policy, Schedule]:
        """Read how a run is done again."""
        policy, schedule = read_word(word, self._targets())
        return self._gentle(policy), schedule

    def _targets(self) -> Targets:
        return Targets(self.cancel, home=self.gently)

    def _gentle(self, policy: Policy) -> Policy:
        """Let less time pass, and no task begin late: many tests yield once, for then it has begun."""
        if not self.gently:
            return policy
        most = A_WHILE if policy.latency else A_MOMENT
        return replace(policy, slack=min(policy.slack, most), starts=False)


def plan_of_run(config: pytest.Config) -> Plan | None:
    """Return what is said for all tests of a run; None if only those are explored that ask for it."""
    option: str | None = config.getoption("asyncproof_explore")
    if option is not None:
        return _read_allowance(option, "--explore")
    text: str = config.getini(INI).strip()
    if not text or text.lower() == "false":
        return None
    return _read_allowance("" if text.lower() == "true" else text, f"{INI} in {config.inipath}")


def plan_of(item: pytest.Item, of_run: Plan | None) -> Plan | None:
    """Return the plan for a test, or None if nobody wants it to be explored."""
    mark = item.get_closest_marker(EXPLORE)
    if mark is None:
        return gentle(item, of_run)
    if mark.args == (False,) and not mark.kwargs:
        return None
    try:
        return _read_mark(mark, of_run or Plan())
    except UsageError as error:
        pytest.fail(f"{item.nodeid}: explore: {error.message}", pytrace=False)


def gentle(item: pytest.Item, plan: Plan | None) -> Plan | None:
    """Return the plan for a test for which nobody has asked."""
    return None if plan is None else replace(plan, gently=str(item.path.parent))


def _read_mark(mark: pytest.Mark, plan: Plan) -> Plan:
    if mark.args:
        raise UsageError(
            f"{mark.args[0]!r} has no name. Write what it is, as @pytest.mark.explore(runs=500)."
        )
    unknown = sorted(set(mark.kwargs) - set(_NAMES))
    if unknown:
        raise UsageError(f"unknown argument {unknown[0]!r}. Allowed are {', '.join(_NAMES)}.")
    plan = replace(plan, **mark.kwargs)
    if "seconds" in mark.kwargs and "runs" not in mark.kwargs:
        plan = replace(plan, runs=MANY)
    _check_number("runs", plan.runs, (int,))
    _check_number("seconds", 1 if plan.seconds is None else plan.seconds, (int, float))
    if not isinstance(plan.seed, int):
        raise UsageError(f"seed is an integer, not {plan.seed!r}.")
    plan.freedoms()
    return plan


def _check_number(name: str, value: object, kinds: Iterable[type]) -> None:
    if not isinstance(value, tuple(kinds)) or isinstance(value, bool) or not value > 0:  # type: ignore[operator] # a number, as just asked
        raise UsageError(f"{name} is a number above 0, not {value!r}.")


def _read_allowance(text: str, where: str) -> Plan:
    if not text:
        return Plan(runs=FEW)
    allowed = read_allowance(text)
    if allowed is None:
        message = (
            f"{where}: {text!r} is no number of runs for each test, as 200, and none of seconds, as 30s."
        )
        raise pytest.UsageError(message)
    return Plan(seconds=allowed.seconds) if allowed.runs is None else Plan(runs=allowed.runs)
