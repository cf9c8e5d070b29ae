"""What a fake costs, beside mocks of `unittest.mock`: to call it, and to make it and tell it something."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING, Any
from unittest.mock import AsyncMock, create_autospec

from asyncproof import fake, fakes, when
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import Callable

AUTOSPEC = "create_autospec"
FAKE = "fake"
GOAL = 1.0


class Client:
    """A client as tests stand in for."""

    def __init__(self, url: str) -> None:
        """Take an address."""
        self.url = url

    async def get(self, path: str, *, timeout: float = 1) -> bytes:
        """Get a page."""
        raise NotImplementedError

    async def post(self, path: str, body: bytes, *, timeout: float = 1) -> bytes:
        """Send something."""
        raise NotImplementedError

    async def delete(self, path: str) -> None:
        """Delete a page."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close all connections."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        raise NotImplementedError


def plain_mock() -> Any:
    """Make a mock that knows nothing of the client."""
    mock = AsyncMock()
    mock.get.return_value = b"page"
    return mock


def strict_mock() -> Any:
    """Make a mock that checks how it is called."""
    mock = create_autospec(Client, instance=True)
    mock.get.return_value = b"page"
    return mock


def strict_fake() -> Any:
    """Make a fake, which checks what it gives, too, and lets other tasks run."""
    client = fake(Client)
    when(client.get).returns(b"page")
    return client


MAKERS: dict[str, Callable[[], Any]] = {
    "AsyncMock": plain_mock,
    AUTOSPEC: strict_mock,
    FAKE: strict_fake,
}


def measure(size: Size) -> Measurement:
    """Compare what one awaited call costs."""
    calls = size.of(2_000)

    def of(make: Callable[[], Any]) -> Callable[[], float]:
        return lambda: asyncio.run(_call_often(make, calls))

    figures = interleave([Subject(name, of(make)) for name, make in MAKERS.items()], size.rounds)
    named = {figure.name: figure for figure in figures}
    return Measurement(
        title="One awaited call of a double",
        unit="µs",
        figures=figures,
        baseline=AUTOSPEC,
        goals=(
            Goal(
                "a call of a fake costs no more than one of a mock with autospec",
                named[FAKE].over(named[AUTOSPEC]),
                GOAL,
            ),
        ),
        notes=("a call of a fake gives the event loop a turn, which the others don't",),
    )


async def _call_often(make: Callable[[], Any], calls: int) -> float:
    with fakes():
        client = make()
        started = perf_counter()
        for _ in range(calls):
            await client.get("/", timeout=3)
        return (perf_counter() - started) / calls * 1e6


def measure_making(size: Size) -> Measurement:
    """Compare what it costs to make a double, to tell it one thing and to call it once."""
    times = size.of(100)

    def of(make: Callable[[], Any]) -> Callable[[], float]:
        return lambda: asyncio.run(_make_often(make, times))

    figures = interleave([Subject(name, of(make)) for name, make in MAKERS.items()], size.rounds)
    named = {figure.name: figure for figure in figures}
    return Measurement(
        title="A double that is made, told one thing and called once",
        unit="µs",
        figures=figures,
        baseline=AUTOSPEC,
        goals=(
            Goal("a fake costs no more than a mock with autospec", named[FAKE].over(named[AUTOSPEC]), GOAL),
        ),
        notes=("a class with four async methods and a property",),
    )


async def _make_often(make: Callable[[], Any], times: int) -> float:
    started = perf_counter()
    for _ in range(times):
        with fakes():
            await make().get("/", timeout=3)
    return (perf_counter() - started) / times * 1e6
