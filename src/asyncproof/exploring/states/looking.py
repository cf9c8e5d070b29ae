"""A chooser that looks, before it answers something new, which state the run is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.exploring.states.outside import changes, check_unchanged
from asyncproof.exploring.states.roots import Moments, state_of
from asyncproof.exploring.states.visible import Unseen
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop.snapshot import is_alone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from asyncproof.loop import ControlledLoop


@dataclass(slots=True)
class Seen:
    """Which states a run was in, by the numbers of the questions that were put in them."""

    moments: Moments
    states: dict[int, bytes] = field(default_factory=dict)
    hidden: str = ""
    """What could not be seen into; from there on no state is the same as another."""
    moments_matter: bool = False
    """Whether it could make a difference who of those that may come has waited for longer."""


class LookingPrefix(Prefix):
    """Gives some answers and then what stock asyncio would do, and notes the states on its way."""

    def __init__(
        self, answers: Sequence[int], moments: Moments = Moments.TOLD, known: Collection[bytes] = ()
    ) -> None:
        """Take the answers; after a state that is known there is nothing more to look for."""
        super().__init__(answers)
        self.seen = Seen(moments)
        self._known = known
        self._state: bytes | None = None
        self._loop: ControlledLoop | None = None
        self._changes: int | None = None
        self._is_done = False
        self._met: set[bytes] = set()

    def __reduce__(self) -> tuple[object, ...]:
        """In another process, begin with the answers alone."""
        return LookingPrefix, (self._answers, self.seen.moments)

    def look(self, loop: ControlledLoop) -> None:
        """Note which state the run is in, if it may be asked something new before the next look."""
        self._state, self._loop = None, loop
        if self._changes is None:
            self._changes = changes()  # what fixtures have done before is the same in all runs
        if self._is_done or self._next < len(self._answers) or is_alone(loop):
            return
        try:
            check_unchanged(self._changes)
            self._state = state_of(loop, self.seen.moments)
        except Unseen as unseen:
            self.seen.hidden, self._is_done = unseen.what, True

    def choose(self, kind: str, options: Sequence[object]) -> int:
        """Give the next answer, and note the state in which that was asked."""
        state, self._state = self._state, None
        if state is not None:
            self.seen.states[self._next] = state
            self._is_done = state in self._known or state in self._met
            self._met.add(state)
        if self._loop is not None and self._loop.moments_matter:
            self.seen.moments_matter = True
        return super().choose(kind, options)
