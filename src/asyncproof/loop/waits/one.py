"""What one suspended task waits for, told without a look at the others: quick enough for each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asyncproof.loop.waits.awaiting import awaiting
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.peek import MISSING
from asyncproof.loop.waits.target import UNKNOWN
from asyncproof.loop.waits.taskwait import Wait, resource_of
from asyncproof.loop.waits.wording import thing_awaited

if TYPE_CHECKING:
    import asyncio

    from asyncproof.loop.waits.chain import Link


class Standing(NamedTuple):
    """Where a task stands, and what for."""

    links: tuple[Link, ...]
    """Its frames, from the outermost in; live ones, to be let go of at once."""
    awaited: str
    """What it waits for, in words; empty if that can't be told."""
    kind: str
    """Of which kind that is: one of the names in `waits.target`."""
    names_tasks: bool
    """Whether these words are about this very moment, because they name tasks or futures."""


def standing_of(task: asyncio.Task[object]) -> Standing:
    """Look at a suspended task; what can't be seen is left out, and nothing is raised."""
    try:
        chain = chain_of(task)
    except Exception:  # noqa: BLE001 - an odd awaitable in the way: there is nothing to show of it
        return Standing((), "", UNKNOWN, names_tasks=False)
    try:
        target = awaiting(chain, ())
        thing = target.resource
        resource = None if thing is None or thing is MISSING else resource_of(thing, 0, chain.links)
        wait = Wait(target.kind, resource, tuple(range(len(target.tasks))), target.others, target.detail)
        awaited = thing_awaited(wait, lambda number: target.tasks[number].get_name())
    except Exception:  # noqa: BLE001 - as above: the place alone is worth having
        return Standing(chain.links, "", UNKNOWN, names_tasks=False)
    is_passing = bool(target.tasks or target.others or target.detail)
    return Standing(chain.links, awaited, target.kind, names_tasks=is_passing)
