"""One call of a method: with what, by whom, from when to when, and what came of it."""

from __future__ import annotations

import asyncio
import reprlib
from dataclasses import dataclass, field
from typing import Any

from asyncproof.oracles.plain import plain

FOREVER = float("inf")
_short = reprlib.Repr()
_short.maxother = _short.maxstring = 60


@dataclass(eq=False, slots=True)
class Operation:
    """A call of a method, which other calls may overlap."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    who: str
    begun: int
    """Its place among all beginnings and ends."""
    since: float
    ended: float = FOREVER
    until: float = FOREVER
    result: Any = None
    error: Exception | None = None
    outcome: Any = field(default=None)
    """What came of it, in plain values."""

    @property
    def is_open(self) -> bool:
        """Whether it was cancelled or never ended: then it may have been done, or not."""
        return self.ended == FOREVER

    def __str__(self) -> str:
        """Show the call."""
        given = [_short.repr(each) for each in self.args]
        given += [f"{name}={_short.repr(value)}" for name, value in self.kwargs.items()]
        return f"{self.name}({', '.join(given)})"

    @property
    def came(self) -> str:
        """Say what came of it."""
        return "never ended" if self.is_open else shown_outcome(self.result, self.error)


def outcome_of(result: Any, error: BaseException | None) -> Any:
    """Return what came of a call in plain values, to be compared."""
    if error is None:
        return plain(result)
    return "raises", type(error), plain(error.args)


def shown_outcome(result: Any, error: BaseException | None) -> str:
    """Show what came of a call."""
    return f"raises {error!r}" if error is not None else f"-> {_short.repr(result)}"


def whoever() -> str:
    """Return the name of the task that runs."""
    task = asyncio.current_task()
    return "a callback" if task is None else task.get_name()
