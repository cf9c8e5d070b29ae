"""The rungs: what may vary in a run, from what always happens up to what stock asyncio never does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.exploring.shields import group_of
from asyncproof.loop import REORDER, TIMING, Policy
from asyncproof.loop.questions import RARE
from asyncproof.loop.wishes import is_users_wish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.core import Schedule
    from asyncproof.exploring.targets import Targets


class Rung(str, Enum):
    """How far a failure is from what a stock loop does every day; a failure is told with its lowest one."""

    STOCK = "stock"
    TIMING = "timing"
    LATENCY = "latency"
    CANCEL = "cancel"
    FAULT = "fault"
    REORDER = "reorder"

    @property
    def sentence(self) -> str:
        """What has to happen in production for a failure of this rung to happen."""
        return _SENTENCES[self]


_SENTENCES = {
    Rung.STOCK: "it happens every time",
    Rung.TIMING: "it takes a moment in which steps, threads or the network are slower than usual",
    Rung.LATENCY: "it takes something in the outside world to be slower than something else",
    Rung.CANCEL: "it takes a cancellation at this moment: a timeout, a client that goes away, a shutdown",
    Rung.FAULT: "it takes a network, a service or a disk that fails at this moment",
    Rung.REORDER: "stock asyncio never does it; eager tasks, uvloop or another release may",
}


@dataclass(frozen=True, slots=True)
class Freedom:
    """What may vary in the runs of a rung."""

    rung: Rung
    policy: Policy

    @property
    def name(self) -> str:
        """What stands before a schedule, so that a replay lets the same vary."""
        most = max(self.policy.faults, self.policy.cancellations)
        more = [str(most)] if most > 1 else []
        if self.rung in {Rung.CANCEL, Rung.FAULT} and self.policy.latency:
            more.append("latency")
        return "+".join([self.rung.value, *more])

    @property
    def takes_the_rest(self) -> bool:
        """Whether it only gets the runs that all others have left: two cancellations are rarer than one."""
        return self.policy.cancellations > 1

    def rung_of(self, schedule: Schedule) -> Rung:
        """Return the rung of a run: one without a cancellation and a fault is as one further down."""
        kinds = {choice.kind for choice in schedule if choice.picked}
        if not kinds:
            return Rung.STOCK
        if self.rung.value in RARE and not kinds & RARE:
            return Rung.LATENCY if self.policy.latency else Rung.TIMING
        return self.rung


def freedoms(rungs: Iterable[Rung], targets: Targets, faults: int = 1) -> list[Freedom]:
    """Return what runs of each rung may do, from the bottom up: a cancellation alone, with latency, then two.

    `faults`: how many of them a run has on the rung that has any; alone first, and then with latency if that
    is climbed, too.
    """
    wanted = set(rungs)
    slower = Policy(latency=True)
    together = Policy(latency=True, cancellations=1, is_target=targets)
    if targets.means_scopes:
        together = replace(together, is_limit=is_users_wish, scope_of=group_of)
    alone = replace(together, slack=0, latency=False)
    twice = [] if targets.spares_the_awaited else [replace(alone, cancellations=2)]
    failing = Policy(slack=0, faults=faults)
    failing_slowly = Policy(latency=True, faults=faults)
    found = {
        Rung.STOCK: [TIMING],
        Rung.TIMING: [TIMING],
        Rung.LATENCY: [slower],
        Rung.CANCEL: [alone, together, *twice] if targets else [],
        Rung.FAULT: [failing, failing_slowly] if Rung.LATENCY in wanted else [failing],
        Rung.REORDER: [REORDER],
    }
    return [Freedom(rung, policy) for rung in Rung if rung in wanted for policy in found[rung]]


def read_rungs(given: Iterable[str | Rung] | None, faults: int = 0) -> list[Rung]:
    """Read which rungs are to be climbed; `faults` asks for theirs, whatever else is asked for.

    Without a word it is all but two. One is what stock asyncio never does. The other is the rung of faults:
    what a test asserts is as a rule what is true if nothing fails.
    """
    if given is None:
        return [rung for rung in Rung if rung is not Rung.REORDER and (faults or rung is not Rung.FAULT)]
    known = {rung.value: rung for rung in Rung}
    found = {Rung.FAULT} if faults else set()
    for word in [given] if isinstance(given, str) else given:
        name = str(getattr(word, "value", word))
        if name not in known:
            raise UsageError(f"there is no rung {word!r}; there are {', '.join(known)}.")
        found.add(known[name])
    return sorted(found, key=list(Rung).index)


def read_faults(given: object) -> int:
    """Read how many things may fail in a run: True is one, as it is where only the rung is asked for."""
    if not isinstance(given, int) or given < 0:
        raise UsageError(f"faults is True, False or how many may happen in a run, not {given!r}.")
    return int(given)
