"""A snapshot of who waits for what: plain values, made in one go from the tasks as they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.facts import Facts, deadline, facts_of
from asyncproof.loop.waits.holders import BLOCK, RECORDED, Blocker, Blockers
from asyncproof.loop.waits.identity import keys
from asyncproof.loop.waits.naming import name_of
from asyncproof.loop.waits.peek import MISSING, type_name
from asyncproof.loop.waits.spot import users_link
from asyncproof.loop.waits.target import is_task

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Sequence

    from asyncproof.loop.waits.chain import Link
    from asyncproof.loop.waits.spot import Spot

_DEFAULT_NAME = re.compile(r"Task-\d+")


@dataclass(frozen=True)
class Resource:
    """A thing that is waited for, by type and by the name it has where it is waited for."""

    number: int
    type: str
    name: str | None = None
    within: str = ""
    """The function that knows it by that name, if it is not the one that is shown."""
    alias: str = ""
    """What somebody else calls it, and who that is."""

    def __str__(self) -> str:
        name = f"{self.type} `{self.name}`" if self.name else self.type
        name = f"{name} of {self.within}" if self.within else name
        return f"{name} ({self.alias})" if self.alias else name


@dataclass(frozen=True)
class Wait:
    """What a task waits for."""

    kind: str
    """One of the names in `waits.target`."""
    resource: Resource | None = None
    on_tasks: tuple[int, ...] = ()
    """The numbers of the tasks that are waited for."""
    others: int = 0
    """How many unfinished futures are waited for that are not tasks of this snapshot."""
    detail: str = ""


@dataclass(frozen=True)
class TaskWait:
    """One task that waits: where, for what, and who stands in the way."""

    number: int
    name: str
    is_main: bool
    spot: Spot | None
    wait: Wait
    blockers: tuple[Blocker, ...] = ()
    holds: tuple[tuple[Resource, Spot | None], ...] = ()
    """What it holds of that which others wait for, and where it took it."""
    deadline: float | None = None
    """When, in loop time, a timeout around the wait ends it."""

    @property
    def waits_on(self) -> tuple[int, ...]:
        """The numbers of the tasks that this one can't go on without."""
        return tuple(dict.fromkeys((*self.wait.on_tasks, *(blocker.task for blocker in self.blockers))))


def snapshot(
    tasks: Iterable[asyncio.Task[Any]], *, main: asyncio.Future[Any] | None = None
) -> list[TaskWait]:
    """Return what every unfinished task in *tasks* waits for, *main* first, then by name."""
    alive = _in_order(tasks, main)
    everyone = [facts_of(number, task, alive) for number, task in enumerate(alive)]
    blockers = Blockers(everyone)
    resources = _Resources()
    names = _names(everyone, main)
    numbers = {id(facts.task): facts.number for facts in everyone}
    waits = [_wait_of(facts, resources.of(facts), numbers) for facts in everyone]
    ways = [blockers.of(facts) for facts in everyone]
    holds = _holds(waits, ways, names)
    return [
        TaskWait(
            facts.number,
            names[facts.number],
            facts.task is main,
            facts.spot,
            waits[facts.number],
            ways[facts.number],
            holds.get(facts.number, ()),
            deadline(facts),
        )
        for facts in everyone
    ]


def _in_order(
    tasks: Iterable[asyncio.Task[Any]], main: asyncio.Future[Any] | None
) -> list[asyncio.Task[Any]]:
    known = {id(task): task for task in tasks if not task.done()}
    if is_task(main) and main is not None and not main.done():
        known[id(main)] = main  # type: ignore[assignment] # is_task has looked
    return sorted(known.values(), key=lambda task: (task is not main, natural(task.get_name())))


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts `worker-2` before `worker-10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


def _names(everyone: Sequence[Facts], main: asyncio.Future[Any] | None) -> list[str]:
    """Return the tasks' names; asyncio's own numbers vary from run to run, so the function stands in."""
    names = [_name(facts, is_main=facts.task is main) for facts in everyone]
    twice = {name for name, times in Counter(names).items() if times > 1}
    used: Counter[str] = Counter()
    for position, name in enumerate(names):
        used[name] += 1
        if name in twice and used[name] > 1:
            names[position] = f"{name} #{used[name]}"
    return names


def _name(facts: Facts, *, is_main: bool) -> str:
    own = facts.task.get_name()
    if not facts.chain.links or not (is_main or _DEFAULT_NAME.fullmatch(own)):
        return own
    return facts.chain.links[0].title


def _wait_of(facts: Facts, resource: Resource | None, numbers: dict[int, int]) -> Wait:
    target = facts.target
    inside = tuple(numbers[id(task)] for task in target.tasks if id(task) in numbers)
    others = target.others + len(target.tasks) - len(inside)
    return Wait(target.kind, resource, inside, others, target.detail)


def _holds(
    waits: Sequence[Wait], ways: Sequence[tuple[Blocker, ...]], names: Sequence[str]
) -> dict[int, tuple[tuple[Resource, Spot | None], ...]]:
    """Return by task what it holds; a name that two things have gives way to the holder's own."""
    things = {(wait.resource.number, wait.resource.name) for wait in waits if wait.resource is not None}
    twice = {name for name, times in Counter(name for _, name in things).items() if times > 1}
    held: dict[int, dict[tuple[int, Spot | None], tuple[Resource, Spot | None]]] = {}
    for wait, blockers, waiter in zip(waits, ways, names, strict=True):
        for blocker in blockers:
            if wait.resource is not None and blocker.how in {BLOCK, RECORDED, "acquired"}:
                key = (wait.resource.number, blocker.spot)
                thing = wait.resource
                if thing.name in twice:
                    thing = _as_held(thing, blocker, waiter)
                held.setdefault(blocker.task, {}).setdefault(key, (thing, blocker.spot))
    return {number: tuple(pairs.values()) for number, pairs in held.items()}


def _as_held(thing: Resource, blocker: Blocker, waiter: str) -> Resource:
    if blocker.how != BLOCK or not blocker.text or blocker.text == thing.name:
        return thing
    alias = f"`{thing.name}` to {waiter}" if thing.name else ""
    return replace(thing, name=blocker.text, within="", alias=alias)


class _Resources:
    """Gives every thing that is waited for one number, and the name it has for each who waits."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def of(self, facts: Facts) -> Resource | None:
        """Return what the task of *facts* waits for, if it is a thing."""
        thing = facts.target.resource
        if thing is None or thing is MISSING:
            return None
        known = (self._numbers[key] for key in keys(thing) if key in self._numbers)
        number = next(known, len(self._numbers))
        for key in keys(thing):
            self._numbers[key] = number
        return resource_of(thing, number, facts.chain.links)


def resource_of(thing: Any, number: int, links: Sequence[Link]) -> Resource:
    """Return a thing that is waited for in these frames, by its type and the name that it has there."""
    kind = type_name(thing)
    try:
        name = name_of(thing, links)
    except Exception:  # noqa: BLE001 - a nameless thing is still worth reporting
        name = None
    if name is None:
        return Resource(number, kind)
    owner = type_name(name.bearer)
    within = "" if name.link is users_link(links) else name.link.title
    return Resource(number, kind if owner == kind else f"{kind} of {owner}", name.text, within)
