"""What can be seen of one task: its chain, what it waits for, what it has entered, what it would do next."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.awaiting import awaiting, machinery
from asyncproof.loop.waits.chain import Chain, chain_of
from asyncproof.loop.waits.entered import Entered, entered
from asyncproof.loop.waits.identity import same
from asyncproof.loop.waits.peek import MISSING, attribute, evaluate, is_a, type_name
from asyncproof.loop.waits.source import acquires_behind, calls_ahead
from asyncproof.loop.waits.spot import Spot, spot_of, users_link
from asyncproof.loop.waits.target import UNKNOWN, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from asyncproof.loop.waits.chain import Link
    from asyncproof.loop.waits.source import Call

    T = TypeVar("T")

_WAKING = (
    *("set", "notify", "notify_all", "put", "put_nowait", "get", "get_nowait", "task_done", "wait"),
    *("set_result", "set_exception", "cancel", "release", "send", "send_nowait", "receive", "receive_nowait"),
    *("feed_data", "feed_eof", "join"),
)


@dataclass(frozen=True)
class Act:
    """A call of a method of an object that is at hand, seen in the source of a suspended frame."""

    method: str
    thing: Any
    spot: Spot
    text: str


@dataclass(frozen=True)
class Facts:
    """All that is known of one task; live objects, to be dropped as soon as values are made of it."""

    number: int
    task: asyncio.Task[Any]
    chain: Chain = field(default_factory=lambda: Chain((), None, None))
    target: Target = field(default_factory=lambda: Target(UNKNOWN))
    spot: Spot | None = None
    entered: tuple[Entered, ...] = ()
    ahead: tuple[Act, ...] = ()
    taken: tuple[Act, ...] = ()
    """The `acquire()` calls that it has passed."""


def facts_of(number: int, task: asyncio.Task[Any], tasks: Sequence[asyncio.Task[Any]]) -> Facts:
    """Look at *task*; what can't be seen is left out, and nothing is raised."""
    chain = _seen(lambda: chain_of(task), Chain((), None, None))
    own = chain.links[: len(chain.links) - len(machinery(chain))]
    stands = users_link(chain.links)
    return Facts(
        number,
        task,
        chain,
        _seen(lambda: awaiting(chain, tasks), Target(UNKNOWN)),
        _seen(lambda: spot_of(stands) if stands else None, None),
        _seen(lambda: tuple(_held(chain)), ()),
        _seen(lambda: tuple(act for link in own for act in _acts(link, calls_ahead(link, _WAKING))), ()),
        _seen(lambda: tuple(act for link in own for act in _taken(link)), ()),
    )


def _seen(look: Callable[[], T], otherwise: T) -> T:
    """Return what *look* sees; a report about a failure must not fail over an odd object in the way."""
    try:
        return look()
    except Exception:  # noqa: BLE001 - whatever it is, the rest of the report is worth having
        return otherwise


def _held(chain: Chain) -> Iterator[Entered]:
    """Yield what is entered; not a condition whose `wait()` has let its lock go for the time being."""
    waited = [link.local("self") for link in chain.links if link.function == "wait"]
    let_go = [thing for thing in waited if type_name(thing).endswith("Condition")]
    for link in chain.links:
        for place in entered(link):
            if not any(same(place.manager, condition) for condition in let_go):
                yield place


def _acts(link: Link, calls: Sequence[Call]) -> Iterator[Act]:
    for call in calls:
        thing = evaluate(call.receiver, link.frame)
        if thing is not MISSING:
            yield Act(call.method, thing, spot_of(link, call.line), call.text)


def _taken(link: Link) -> Iterator[Act]:
    passed = list(_acts(link, acquires_behind(link)))
    for position, act in enumerate(passed):
        after = passed[position + 1 :]
        if act.method == "acquire" and not any(
            later.method == "release" and later.thing is act.thing for later in after
        ):
            yield act


def deadline(facts: Facts) -> float | None:
    """Return the loop time at which a timeout around what the task waits for ends, or None."""
    return _seen(lambda: min(_deadlines(facts), default=None), None)


def _deadlines(facts: Facts) -> Iterator[float]:
    for place in facts.entered:
        for name in ("_when", "_deadline"):
            moment = attribute(place.manager, name)
            if type(moment) in {int, float} and moment != float("inf"):
                yield moment
    for link in facts.chain.links:
        handle = link.local("timeout_handle")
        if is_a(handle, asyncio.TimerHandle):
            yield handle.when()
