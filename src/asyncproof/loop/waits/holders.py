"""Who holds a lock or a semaphore, and who would complete another thing; asyncio records neither."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.identity import keys
from asyncproof.loop.waits.peek import attribute, bases, own_values
from asyncproof.loop.waits.spot import Spot, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asyncproof.loop.waits.facts import Facts

BLOCK = "block"
RECORDED = "recorded"
ACQUIRED = "acquired"
WOULD = "would"

_EXITS = ("__aexit__", "__exit__")

WAKING = {
    kinds.LOCK: ("release",),
    kinds.SEMAPHORE: ("release",),
    kinds.EVENT: ("set",),
    kinds.CONDITION: ("notify", "notify_all"),
    kinds.BARRIER: ("wait",),
    kinds.GET: ("put", "put_nowait", "send", "send_nowait"),
    kinds.PUT: ("get", "get_nowait", "receive", "receive_nowait"),
    kinds.JOIN: ("task_done",),
    kinds.FUTURE: ("set_result", "set_exception", "cancel"),
    kinds.READ: ("feed_data", "feed_eof"),
}
"""By kind of wait: the methods whose call ends it."""


@dataclass(frozen=True)
class Blocker:
    """A task that holds what another waits for, or that would end the wait if it got that far."""

    task: int
    """The number of the task in its snapshot."""
    how: str
    """`block`: inside a `with` block; `recorded`: the thing says so; `acquired`: it has passed an
    `acquire()`; `would`: its code comes to a call that ends the wait."""
    spot: Spot | None
    text: str = ""


class Blockers:
    """Finds for what a task waits for the tasks that stand in its way."""

    def __init__(self, everyone: Sequence[Facts]) -> None:
        self._by_task = {id(facts.task): facts.number for facts in everyone}
        self._entered: dict[int, list[Blocker]] = defaultdict(list)
        self._taken: dict[int, list[Blocker]] = defaultdict(list)
        self._ahead: dict[tuple[int, str], list[Blocker]] = defaultdict(list)
        self._waiting: dict[int, set[int]] = defaultdict(set)
        for facts in everyone:
            self._learn(facts)

    def of(self, facts: Facts) -> tuple[Blocker, ...]:
        """Return who stands in the way of the task of *facts*, the best evidence only."""
        if facts.target.resource is None:
            return ()
        wanted = keys(facts.target.resource)
        if facts.target.kind in {kinds.LOCK, kinds.SEMAPHORE}:
            holders = (
                _first(self._entered, wanted)
                or self._recorded(facts.target.resource)
                or _first(self._taken, wanted)
            )
            if holders:
                return holders
        return self._who_would(facts, wanted)

    def _learn(self, facts: Facts) -> None:
        for place in facts.entered:
            line = spot_of(place.link, place.line) if place.line else None
            for key in {*keys(place.manager), *_released_by(place.manager)}:
                self._entered[key].append(Blocker(facts.number, BLOCK, line, place.text))
        for act in facts.taken:
            for key in keys(act.thing):
                self._taken[key].append(Blocker(facts.number, ACQUIRED, act.spot, act.text))
        for act in facts.ahead:
            for key in keys(act.thing):
                self._ahead[key, act.method].append(Blocker(facts.number, WOULD, act.spot, act.text))
        if facts.target.resource is not None:
            for key in keys(facts.target.resource):
                self._waiting[key].add(facts.number)

    def _recorded(self, thing: Any) -> tuple[Blocker, ...]:
        owners = [attribute(thing, "_owner_task")]
        borrowers = attribute(thing, "_borrowers")
        if type(borrowers) is set:
            owners += borrowers
        numbers = sorted({self._by_task[id(owner)] for owner in owners if id(owner) in self._by_task})
        return tuple(Blocker(number, RECORDED, None) for number in numbers)

    def _who_would(self, facts: Facts, wanted: Iterable[int]) -> tuple[Blocker, ...]:
        found: dict[int, Blocker] = {}
        for key in wanted:
            for method in WAKING.get(facts.target.kind, ()):
                for blocker in self._ahead.get((key, method), ()):
                    # Who waits for the same thing is no help, whatever it would do afterwards.
                    if blocker.task not in self._waiting[key]:
                        found.setdefault(blocker.task, blocker)
        return tuple(found[number] for number in sorted(found))


def _first(index: dict[int, list[Blocker]], wanted: Iterable[int]) -> tuple[Blocker, ...]:
    return next((tuple(index[key]) for key in wanted if key in index), ())


def _released_by(manager: object) -> set[int]:
    """Return the identities of the locks in *manager* if its exit is written to release something."""
    written = (base.__dict__[name] for base in bases(manager) for name in _EXITS if name in base.__dict__)
    exits = next(written, None)
    if type(exits) is not FunctionType or "release" not in exits.__code__.co_names:
        return set()
    return {id(value) for value in own_values(manager).values() if _is_releasable(value)}


def _is_releasable(thing: object) -> bool:
    return any("release" in base.__dict__ for base in bases(thing))
