"""The message of a Deadlock: the cause first, then who waits where, then one thing to do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.advice import advice
from asyncproof.loop.waits.cycle import find_circles, reached_from
from asyncproof.loop.waits.target import CALL, DRAIN, FUTURE, READ, READY, SLEEP, UNKNOWN
from asyncproof.loop.waits.taskwait import TaskWait, snapshot
from asyncproof.loop.waits.wording import in_its_way, place_lines, waits_for

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Iterator, Sequence

_MOST_SHOWN = 12
_REST = "also waiting"
_GOES_ON = {SLEEP, READY}
_OPAQUE = {READ, DRAIN, CALL, UNKNOWN}
_ALIKE = 3
"""From so many tasks at one line on, one stands for all."""


def explain_deadlock(
    *, tasks: Iterable[asyncio.Task[Any]], main: asyncio.Future[Any] | None, given_up: Sequence[str] = ()
) -> str:
    """Return why nothing can happen any more among *tasks*.

    *main* is what the run is for, and *given_up* names the real work that was waited for in vain.
    """
    try:
        return _Report(snapshot(tasks, main=main), given_up).text()
    except Exception as problem:  # noqa: BLE001 - the Deadlock itself must reach the user in any case
        return f"nothing can happen any more: {_rest(given_up)}\n{_unseen(problem)}"


def explain_waits(*, tasks: Iterable[asyncio.Task[Any]], main: asyncio.Future[Any] | None) -> str:
    """Return who waits for what and what to do, without the claim that nothing can happen any more."""
    try:
        return _Report(snapshot(tasks, main=main), ()).body()
    except Exception as problem:  # noqa: BLE001 - as above
        return _unseen(problem)


def _unseen(problem: Exception) -> str:
    return f"  (who waits for what can't be shown: {type(problem).__name__})"


class _Report:
    """Sorts the waits into circles, those that nobody can end, and those that only wait for these."""

    def __init__(self, waits: Sequence[TaskWait], given_up: Sequence[str]) -> None:
        self._waits = waits
        self._given_up = given_up
        edges = {one.number: one.waits_on for one in waits}
        circles = [[waits[number] for number in circle] for circle in find_circles(edges)]
        needed = reached_from(waits[0].number, edges) if waits and waits[0].is_main else set(edges)
        # What the run itself is stuck in comes before a circle that it does not depend on.
        self._circles = sorted(circles, key=lambda circle: circle[0].number not in needed)
        ends = [one for one in waits if not one.waits_on]
        stuck = [one for one in ends if one.wait.kind not in _GOES_ON] or ends
        # Behind an opaque wait (a reply over a connection) may be any task that nobody wakes.
        alone = [one for one in stuck if one.number in needed]
        if not circles and all(_is_opaque(one) for one in alone):
            alone = stuck
        self._alone = sorted(alone, key=_is_opaque)

    def text(self) -> str:
        """Return the whole message."""
        return f"nothing can happen any more: {self._cause()}{_rest(self._given_up)}\n\n{self.body()}"

    def body(self) -> str:
        """Return the sections and what to do."""
        parts: list[str] = []
        left = _MOST_SHOWN
        for title, ones in self._sections():
            lines = list(self._section(ones, left, reasons=title != _REST))
            left = max(left - len(ones), 2)
            parts += [f"  {title}:", *lines, ""] if lines else []
        circle = self._circles[0] if self._circles else []
        return "\n".join([*parts, f"  what to do: {advice(circle, self._alone)}"])

    def _cause(self) -> str:
        if self._circles:
            circle = self._circles[0]
            if len(circle) == 1:
                return f"{circle[0].name} waits for itself, "
            return f"{len(circle)} tasks wait for each other, "
        if len(self._alone) == 1:
            return f"{waits_for(self._alone[0], self._name)}, "
        if self._alone:
            return f"{len(self._alone)} tasks wait for what nobody is left to do, "
        return "no task is left that could end the run, " if not self._waits else ""

    def _sections(self) -> Iterator[tuple[str, list[TaskWait]]]:
        told: set[int] = set()
        for circle in self._circles:
            told |= {one.number for one in circle}
            yield "the circle", circle
        yield "the cause", self._alone
        told |= {one.number for one in self._alone}
        yield _REST, [one for one in self._waits if one.number not in told]

    def _section(self, ones: Sequence[TaskWait], most: int, *, reasons: bool) -> Iterator[str]:
        groups = _alike(ones)
        for group in groups[:most]:
            first = group[0]
            reason = in_its_way(first, self._name) if reasons or first.blockers else ""
            yield f"    {waits_for(first, self._name)}{reason}"
            yield from (f"        {line}" for line in place_lines(first))
            if len(group) > 1:
                yield f"        and {len(group) - 1} more like it"
        hidden = sum(len(group) for group in groups[most:])
        if hidden:
            yield f"    and {hidden} more"

    def _name(self, number: int) -> str:
        return self._waits[number].name


def _is_opaque(one: TaskWait) -> bool:
    """Tell whether *one* waits for something inside a library, of which nobody can see who completes it."""
    resource = one.wait.resource
    return one.wait.kind in _OPAQUE or (
        one.wait.kind == FUTURE and (resource is None or resource.name is None or bool(resource.within))
    )


def _alike(ones: Sequence[TaskWait]) -> list[list[TaskWait]]:
    """Return *ones* in groups: those at one line that are many together, every other one alone."""
    by_line: dict[object, list[TaskWait]] = {}
    for one in ones:
        by_line.setdefault((one.spot, one.wait.kind) if one.spot else one.number, []).append(one)
    groups = [[one] for group in by_line.values() if len(group) < _ALIKE for one in group]
    groups += [group for group in by_line.values() if len(group) >= _ALIKE]
    order = {one.number: position for position, one in enumerate(ones)}
    return sorted(groups, key=lambda group: order[group[0].number])


def _rest(given_up: Sequence[str]) -> str:
    if not given_up:
        return "no timer is set and nothing real is outstanding"
    counted = [(what, len(list(same))) for what, same in groupby(sorted(given_up))]
    work = ", ".join(what if times == 1 else f"{what} ({times} times)" for what, times in counted)
    return f"no timer is set, and this was waited for long enough: {work}"
