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

    @property
    def waits(self) -> bool:
        """Whether it has to hear of the runs under way before it can say who decides in one more."""
        ...

    def chooser(self) -> Chooser:
        """Return who decides in the next run; one that can be pickled may do so in another process."""
        ...

    def learn(self, outcome: Outcome) -> None:
        """Hear how a run ended, in the order in which they were begun."""
        ...
