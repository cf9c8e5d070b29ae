"""What is told when a test has ended: what doubles were asked in vain, and what they were told in vain."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.doubles.call import as_written
from asyncproof.doubles.unconfigured import way_to_tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.doubles.place import Spot
    from asyncproof.doubles.rooms import Room
    from asyncproof.doubles.rule import Rule


NEVER_USED = "never-used"
NOT_MET = "not-met"


class Complaint(NamedTuple):
    """One thing that is wrong, the line, and what to do."""

    name: str
    message: str
    spot: Spot | None
    cure: str

    @property
    def is_certain(self) -> bool:
        """Whether it is no mere consequence of a failure that came earlier."""
        return self.name not in {NEVER_USED, NOT_MET}

    def __str__(self) -> str:
        line = "" if self.spot is None else f"\n    {self.spot}"
        return f"{self.name}: {self.message}{line}\n    do:  {self.cure}"


def complaints_of(room: Room) -> list[Complaint]:
    """Return all that is wrong."""
    return [*_refused(room), *_unfinished(room), *_unmet(room), *_unwanted(room)]


def describe(complaints: Iterable[Complaint]) -> str:
    """Return all of them as text; what is the same is told once."""
    counted = Counter(complaints)
    return "\n".join(
        f"{complaint}\n    {number} times" if number > 1 else str(complaint)
        for complaint, number in counted.items()
    )


def _refused(room: Room) -> Iterator[Complaint]:
    for refused in room.refusals:
        if not refused.was_seen_by(room.homes):
            first, _, rest = refused.message.partition("\n")
            cure = rest.rpartition("do: ")[2]
            yield Complaint(refused.slug, f"{first}; the error was swallowed", refused.spot, cure)


def _unfinished(room: Room) -> Iterator[Complaint]:
    for rule in room.rules:
        if rule.is_half_written:
            cure = f"complete the line: `{rule}.{way_to_tell(rule.double.member)}`"
            yield Complaint("half-written", f"`{rule}` does not say what the call gives", rule.spot, cure)


def _unmet(room: Room) -> Iterator[Complaint]:
    rules: list[Rule] = room.rules
    for rule in rules:
        if rule.is_half_written or rule.used >= rule.demanded:
            continue
        if any(other.replaces(rule) for other in rule.double.rules):
            continue
        if rule.least is None:
            cure = "remove the line, or let the code under test come there; `min_times=0` allows both"
            yield Complaint(NEVER_USED, f"`{rule}` was never used{_others(rule)}", rule.spot, cure)
        else:
            was = f"was called {_times(rule.used)}" if rule.used else "never was"
            message = f"`{rule}` was to be called {_wanted(rule)}; it {was}{_others(rule)}"
            yield Complaint(NOT_MET, message, rule.spot, "see why the code under test did not call it so")


def _wanted(rule: Rule) -> str:
    least = rule.least or 0
    return _times(least) if rule.most == least else f"at least {_times(least)}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _others(rule: Rule) -> str:
    """Say how the function was called instead."""
    calls = [call for call in rule.double.calls if call.room is rule.room]
    if not calls:
        return f"; {rule.double.member.full_name} was never called"
    shown = ", ".join(dict.fromkeys(map(repr, calls[-3:])))
    return f"; calls were: {shown}"


def _unwanted(room: Room) -> Iterator[Complaint]:
    for call in room.calls:
        wanted = call.wanted
        if wanted is not None and call.is_abandoned:
            written = as_written(call.name, call.args, call.kwargs)
            message = f"`{written}` was made and never {wanted.done}"
            yield Complaint(wanted.name, message, call.spot, wanted.how.format(written))
