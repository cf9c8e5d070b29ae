"""What the parts of a double see of each other, so that none of them has to know all of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import inspect
    from collections.abc import MutableSequence, Sequence
    from types import TracebackType

    from asyncproof.doubles.member import Member
    from asyncproof.doubles.place import Spot


class Judge(Protocol):
    """Who judges what was told and asked: a room."""

    @property
    def is_lenient(self) -> bool:
        """Whether what is told now may stay unused."""
        ...

    @property
    def rules(self) -> MutableSequence[Any]:
        """What was told."""
        ...

    @property
    def refusals(self) -> MutableSequence[Any]:
        """The calls that were refused."""
        ...


class Told(Protocol):
    """One line that a double was told: a rule."""

    @property
    def double(self) -> Asked:
        """Who was told."""
        ...

    @property
    def spot(self) -> Spot | None:
        """The line."""
        ...

    @property
    def is_half_written(self) -> bool:
        """Whether it does not say what a call gives."""
        ...

    @property
    def forbids(self) -> bool:
        """Whether there must be no such call."""
        ...

    def let_go(self) -> None:
        """Forget the frames that an exception has collected."""
        ...


class Asked(Protocol):
    """A function that is told and called: a double."""

    @property
    def member(self) -> Member:
        """What it stands for."""
        ...

    @property
    def written(self) -> str:
        """How a test would write it."""
        ...

    @property
    def owner(self) -> Any:
        """The fake whose method it is."""
        ...

    @property
    def rules(self) -> MutableSequence[Any]:
        """What it was told."""
        ...

    @property
    def calls(self) -> Sequence[Any]:
        """How it was called."""
        ...

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> inspect.BoundArguments:
        """Give arguments their names."""
        ...

    def forget(self, room: Any) -> None:
        """Forget what happened in a room."""
        ...


class Noting(Protocol):
    """Who wants to know how far an error came."""

    def note(self, tb: TracebackType | None) -> None:
        """Keep which code it passed through."""
        ...
