"""Who decides: the loop puts a question where more than one thing may happen next, and records the answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from asyncproof.core import Choice, Schedule, UsageError
from asyncproof.loop.idling import IdlingLoop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.policy import Policy


class AskingLoop(IdlingLoop):
    """Asks its chooser what its policy leaves open."""

    def __init__(
        self,
        *,
        virtual: bool,
        limits: Limits,
        watchers: Sequence[Watcher],
        chooser: Chooser | None,
        policy: Policy,
    ) -> None:
        """Start with nothing asked."""
        self._chooser = chooser
        self._policy = policy
        self._choices: list[Choice] = []
        self._dice: random.Random | None = None
        super().__init__(virtual=virtual, asking=chooser is not None, limits=limits, watchers=watchers)

    @property
    def schedule(self) -> Schedule:
        """What was asked and answered so far."""
        return Schedule(tuple(self._choices), seed=getattr(self._chooser, "seed", 0))

    def stop_asking(self) -> None:
        """Do as stock asyncio does from now on, and record nothing more."""
        self._chooser = None

    def _ask(self, kind: str, options: Sequence[object]) -> int:
        """Let the chooser pick one of several options, and record the answer."""
        if self._chooser is None or len(options) == 1:
            return 0
        picked = self._chooser.choose(kind, options)
        try:
            choice = Choice(kind, len(options), picked)
        except (ValueError, TypeError) as error:
            name = type(self._chooser).__name__
            raise UsageError(
                f"{name}.choose({kind!r}, options) returned {picked!r}, but there are {len(options)} options."
                f" Return a number from 0 to {len(options) - 1}."
            ) from error
        self._choices.append(choice)
        for watcher in self._watchers:
            watcher.choice(choice)
        return picked

    def draw(self, kind: str, likely: Sequence[float]) -> int:
        """Pick one of several options, as likely as said: the chooser does, or dice that fall alike."""
        if self._chooser is not None:
            return self._ask(kind, likely)
        if self._dice is None:
            self._dice = random.Random(0)  # noqa: S311 - to be repeated, not to be secret
        return self._dice.choices(range(len(likely)), likely)[0]
