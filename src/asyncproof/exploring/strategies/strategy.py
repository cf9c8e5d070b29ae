"""What a strategy is: it makes choosers, one a run, and hears what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from asyncproof.core import Chooser
    from asyncproof.exploring.outcome import Outcome


@runtime_checkable
class Strategy(Protocol):
    """Searches the schedules of one scenario."""

    @property
    def exhausted(self) -> bool:
        """Whether it has tried all that it can try."""
        ...

    @property
    def bound(self) -> str:
        """What holds if it is exhausted, in words: within which bound everything was tried."""
        ...

    def chooser(self) -> Chooser:
        """Return who decides in the next run."""
        ...

    def learn(self, outcome: Outcome) -> None:
        """Hear how that run ended."""
        ...
