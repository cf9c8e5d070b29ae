from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.seams import generators

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def begins(self, generator: Any) -> None:
        """Write it down."""
        self.heard.append(f"begins {generator.__name__}")

    def dropped(self, generator: Any) -> None:
        """Write it down."""
        self.heard.append(f"dropped {generator.__name__}")


async def rows() -> AsyncGenerator[int, None]:
    """Yield twice."""
    yield 1
    yield 2


async def take_one() -> None:
    """Leave a generator half-way."""
    async for _ in rows():
        break


async def take_all() -> None:
    """Take everything."""
    async for _ in rows():
        pass


def test_hears_of_generators() -> None:
    """One hears of the first step of each, and of those that are thrown away; the latest listener hears."""
    before = asyncio.BaseEventLoop.__dict__[generators.FIRST]
    first, second = Listener(), Listener()
    generators.listen(first)
    asyncio.run(take_all())
    generators.listen(second)
    asyncio.run(take_one())
    generators.forget()
    asyncio.run(take_one())
    generators.forget()
    asyncio.run(take_one())
    assert second.heard == ["begins rows", "dropped rows"]
    assert first.heard == ["begins rows", "begins rows", "dropped rows"]
    assert asyncio.BaseEventLoop.__dict__[generators.FIRST] is before


def test_a_loop_in_c_is_reached_and_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What its class inherits it inherits again afterwards; what it has not is not given to it."""

    class Base:
        def _asyncgen_finalizer_hook(self, generator: Any) -> None:
            """Do nothing."""

    class Loop(Base):
        """Has one of the two methods, from its base."""

    for name in ("_stack", "_originals"):
        monkeypatch.setattr(generators, name, [])
    monkeypatch.setitem(sys.modules, generators.UVLOOP, SimpleNamespace(Loop=Loop))
    listener = Listener()
    generators.listen(listener)
    generators.look_for_loops()
    Loop()._asyncgen_finalizer_hook(take_all)
    assert not hasattr(Loop, generators.FIRST)
    generators.forget()
    assert listener.heard == ["dropped take_all"]
    assert generators.LAST not in vars(Loop)


def test_a_loop_that_outlives_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its generators work as ever, and nobody hears of them."""
    for name in ("_stack", "_originals"):
        monkeypatch.setattr(generators, name, [])
    listener = Listener()
    generators.listen(listener)

    async def outlives() -> list[int]:
        generators.forget()
        return [one async for one in rows()]

    assert asyncio.run(outlives()) == [1, 2]
    assert listener.heard == []
