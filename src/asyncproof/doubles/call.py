"""One call of a double: what was given, by name, and what came of it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asyncproof.doubles.place import Spot
    from asyncproof.doubles.roles import Judge


_numbers = count(1)
_FRAMES = ("cr_frame", "ag_frame", "gi_frame", "gen")
"""What coroutines, generators and context managers have until they are closed."""


class Call:
    """One call of a double."""

    __slots__ = ("_made", "_room", "args", "arguments", "kwargs", "name", "number", "spot", "wanted")

    def __init__(
        self,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        arguments: dict[str, Any],
        *,
        spot: Spot | None = None,
        room: Judge | None = None,
    ) -> None:
        """Take what was given, and what that is with the names and the defaults of the real one."""
        self.name = name
        self.number = next(_numbers)
        """Its place among all calls of doubles."""
        self.args = args
        self.kwargs = kwargs
        self.arguments = arguments
        """What was given, by the names of the real one's parameters, its defaults included."""
        self.spot = spot
        self.wanted: Wanted | None = None
        """What should be done with what it has made."""
        self._made: Any = None
        self._room = room

    @property
    def room(self) -> Judge | None:
        """Who judges it."""
        return self._room

    def begin(self) -> None:
        """Note that what it has made is awaited, iterated over or entered."""
        self._made = None

    def makes(self, made: Any, wanted: Wanted) -> Any:
        """Return what it has made; who judges keeps it, too, to see in the end whether anybody wanted it."""
        self.wanted = wanted
        if self._room is not None:
            self._made = made
        return made

    @property
    def is_abandoned(self) -> bool:
        """Whether it has made something that nobody wanted, and nobody has closed."""
        made = self._made
        return made is not None and any(getattr(made, frame, None) is not None for frame in _FRAMES)

    def close(self) -> None:
        """End what nobody has wanted: Python need not tell of it once more."""
        made, self._made = self._made, None
        if hasattr(made, "cr_frame"):
            made.close()

    def __repr__(self) -> str:
        """Show it as it would be written."""
        return as_written(self.name, self.args, self.kwargs)


class Wanted(NamedTuple):
    """What is to be done with what a call has made."""

    name: str
    done: str
    how: str


AWAITED = Wanted("never-awaited", "awaited", "await it: `await {}`")
ITERATED = Wanted("never-iterated", "iterated over", "iterate over it: `for item in {}`")
ASYNC_ITERATED = Wanted("never-iterated", "iterated over", "iterate over it: `async for item in {}`")
ENTERED = Wanted("never-entered", "entered", "enter it: `with {}`")
ASYNC_ENTERED = Wanted("never-entered", "entered", "enter it: `async with {}`")


def shown(value: Any) -> str:
    """Return a value as text that fits into a line."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a value that can't be shown must not hide what is to be told of it
        text = f"<{type(value).__name__}>"
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


_LONGEST = 60


def as_written(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return a call as text."""
    given = [shown(value) for value in args]
    given += [f"{name}={shown(value)}" for name, value in kwargs.items()]
    return f"{name}({', '.join(given)})"
