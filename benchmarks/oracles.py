"""What an oracle costs in an explored run: nothing where it is not used, and how much where it is."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, nullcontext
from time import perf_counter
from typing import TYPE_CHECKING, Any

import asyncproof
from asyncproof.oracles.memory import forget
from benchmarks.measurement import Goal, Measurement, Size, Subject
from benchmarks.rounds import interleave

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Watch = Callable[[Any], AbstractContextManager[Any]]

NONE, ALWAYS, ATOMIC, LINEARIZABLE = "no oracle", "always", "atomic", "linearizable"
GOAL = 2.0


class Account:
    """Is asked by three tasks at once."""

    def __init__(self) -> None:
        """Begin with enough for two of them."""
        self.balance = 100
        self.lock = asyncio.Lock()

    async def withdraw(self, amount: int) -> bool:
        """Take something, with nobody else there."""
        async with self.lock:
            if self.balance < amount:
                return False
            await asyncio.sleep(0.01)
            self.balance -= amount
            return True


class Model:
    """What an account is to do."""

    def __init__(self) -> None:
        """Begin as the account does."""
        self.balance = 100

    def withdraw(self, amount: int) -> bool:
        """Take something."""
        if self.balance < amount:
            return False
        self.balance -= amount
        return True


WATCHES: dict[str, Watch] = {
    NONE: nullcontext,
    ALWAYS: lambda account: asyncproof.always(lambda: account.balance >= 0),
    ATOMIC: asyncproof.atomic,
    LINEARIZABLE: lambda account: asyncproof.linearizable(account, model=Model),
}


def measure(size: Size) -> Measurement:
    """Compare what one run of an exploration costs."""
    runs = size.of(120)
    figures = interleave(
        [Subject(name, lambda watch=watch: _explore(watch, runs)) for name, watch in WATCHES.items()],  # type: ignore[misc] # mypy does not take a default for the name
        size.rounds,
    )
    named = {figure.name: figure for figure in figures}
    return Measurement(
        title="One run of an exploration, with oracles",
        unit="µs",
        figures=figures,
        baseline=NONE,
        goals=(
            Goal("an oracle makes a run take at most twice as long", named[ATOMIC].over(named[NONE]), GOAL),
        ),
        notes=("three tasks that take from one account with a lock; nothing fails",),
    )


def _explore(watch: Watch, runs: int) -> float:
    forget()
    started = perf_counter()
    result = asyncproof.explore(_scenario(watch), runs=runs, cancel=False)
    assert not result.failures
    return (perf_counter() - started) / result.runs * 1e6


def _scenario(watch: Watch) -> Callable[[], Awaitable[None]]:
    async def scenario() -> None:
        account = Account()
        with watch(account):
            await asyncio.gather(*(account.withdraw(amount) for amount in (60, 60, 30)))

    return scenario
