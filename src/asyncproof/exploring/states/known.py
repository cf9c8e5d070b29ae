"""The states that runs of an exploration were in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.exploring.states.looking import LookingPrefix, Seen
from asyncproof.exploring.states.roots import Moments
from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from asyncproof.exploring.outcome import Outcome

FEW, MORE, LEAST = 16, 32, 0.1
"""Where none of a few runs came to a known state, or too small a share of more, nobody looks any more."""


class KnownStates:
    """Knows a state again, so that what can happen from there is tried but once.

    As long as nothing is called while others may come, it makes no difference who of these has waited for
    longer. With the first run in which it may, all that was known is forgotten, and states with another order
    are others. To look takes longer than a run: where states do not come again, it ends after a few.
    """

    def __init__(self) -> None:
        """Begin with no state known."""
        self.merged = 0
        self.hidden: dict[str, None] = {}
        """What could not be seen into, in the order in which it was met."""
        self._moments = Moments.LEFT_OUT
        self._states: set[bytes] = set()
        self._runs = 0
        self._is_worth_it = True

    @property
    def words(self) -> str:
        """What it has done, to be added to what was tried."""
        if not self.merged:
            return ""
        after = f", but after {' and '.join(self.hidden)}, which nobody can see into" if self.hidden else ""
        return f", once from each state{after}"

    def chooser(self, answers: tuple[int, ...]) -> Prefix:
        """Return who gives some answers, and notes in which states the run is after them."""
        self._is_worth_it = self._is_worth_it and self._pays()
        if not self._is_worth_it:
            return Prefix(answers)
        return LookingPrefix(answers, self._moments, self._states)

    def _pays(self) -> bool:
        if self._runs < FEW:
            return True
        if self._runs < MORE:
            return self.merged > 0
        return self.merged > self._runs * LEAST

    def forgets(self, outcome: Outcome) -> bool:
        """Tell whether all has to be begun anew, since states were taken for the same that may not be."""
        seen: Seen | None = outcome.seen
        if seen is None:
            return False
        if seen.moments is Moments.LEFT_OUT and seen.moments_matter:
            self._moments, self._states = Moments.TOLD, set()
            self._runs = self.merged = 0
        return seen.moments is not self._moments

    def new_until(self, start: int, outcome: Outcome) -> int:
        """Return how many of a run's questions were put before it came to a state that is known."""
        self._runs += 1
        seen: Seen | None = outcome.seen
        if seen is None:
            return len(outcome.schedule)
        if seen.hidden:
            self.hidden[seen.hidden] = None
        for number, state in seen.states.items():
            if number >= start:
                if state in self._states:
                    self.merged += 1
                    return number
                self._states.add(state)
        return len(outcome.schedule)
