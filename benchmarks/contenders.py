"""The loops that are compared, each with its way to run one coroutine after the other."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from asyncproof.loop import REORDER, TIMING, ControlledLoop, Policy
from asyncproof.loop.choosers import RandomChooser

Main = Callable[[], Coroutine[Any, Any, object]]
Run = Callable[[Main], object]
LoopFactory = Callable[[], asyncio.AbstractEventLoop]


@dataclass(frozen=True)
class Contender:
    """A loop under a name; `opened` gives what runs one coroutine on it."""

    name: str
    opened: Callable[[], AbstractContextManager[Run]]


@contextmanager
def plain() -> Iterator[Run]:
    """Run with `asyncio.run`, as everybody does."""
    yield lambda main: asyncio.run(main())


def fresh(factory: LoopFactory) -> Callable[[], AbstractContextManager[Run]]:
    """Give each run a new loop, made, used and closed."""

    def run(main: Main) -> object:
        loop = factory()
        try:
            return loop.run_until_complete(main())
        finally:
            loop.close()

    @contextmanager
    def opened() -> Iterator[Run]:
        yield run

    return opened


def reused(factory: LoopFactory) -> Callable[[], AbstractContextManager[Run]]:
    """Run all on one loop; one of ours is made fresh between the runs."""

    @contextmanager
    def opened() -> Iterator[Run]:
        loop = factory()
        reset = getattr(loop, "reset", None)

        def run(main: Main) -> object:
            result = loop.run_until_complete(main())
            if reset is not None:
                reset()
            return result

        try:
            yield run
        finally:
            loop.close()

    return opened


def random_loop(policy: Policy) -> LoopFactory:
    """Return a factory of loops whose chooser throws dice, within *policy*."""
    return lambda: ControlledLoop(chooser=RandomChooser(1), policy=policy)


def peer(module: str, factory: str) -> LoopFactory | None:
    """Return the loop factory of a peer, or None where it is not installed."""
    try:
        found: LoopFactory = getattr(importlib.import_module(module), factory)
    except ImportError:
        return None
    return found


def ours() -> list[Contender]:
    """List our own loops: FIFO as asyncio does it, and with dice."""
    return [
        Contender("ControlledLoop, new each run", fresh(ControlledLoop)),
        Contender("ControlledLoop, reused", reused(ControlledLoop)),
        Contender("ControlledLoop, reused, random (TIMING)", reused(random_loop(TIMING))),
        Contender("ControlledLoop, reused, random (REORDER)", reused(random_loop(REORDER))),
    ]


def peers() -> tuple[list[Contender], list[str]]:
    """List the peers that are installed, and name those that are not."""
    known = (("async-solipsism", "async_solipsism", "EventLoop"), ("uvloop", "uvloop", "new_event_loop"))
    found: list[Contender] = []
    absent: list[str] = []
    looptime = peer("looptime", "new_event_loop")
    if looptime is None:
        absent.append("looptime")
    else:
        found.append(Contender("looptime, new each run", fresh(looptime)))
    for name, module, attribute in known:
        factory = peer(module, attribute)
        if factory is None:
            absent.append(name)
            continue
        found += [
            Contender(f"{name}, new each run", fresh(factory)),
            Contender(f"{name}, reused", reused(factory)),
        ]
    return found, absent
