from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

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
