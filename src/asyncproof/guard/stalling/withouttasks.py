"""A loop that runs without anything on it: `run_forever()` of a test that nobody is left to stop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncproof.guard.guard import Guard
    from asyncproof.guard.stalling.turn import Turn


@dataclass(frozen=True, slots=True)
class RunForever:
    """A call of `run_forever()` in the user's code."""

    loop: Any
    place: Place
    name: str

    @classmethod
    def seen(cls, turn: Turn) -> RunForever | None:
        """Return the call in which a loop runs, if it has no tasks at all and the user's own line made it."""
        caller = turn.caller_of("run_forever")
        if caller is None or is_foreign(caller.f_code.co_filename) or asyncio.all_tasks(turn.loop):
            return None
        place = Place(caller.f_code.co_filename, caller.f_lineno)
        return cls(turn.loop, place, caller.f_code.co_name)

    def end(self, guard: Guard) -> None:
        """Tell of it and stop the loop, in its own thread."""
        if asyncio.all_tasks(self.loop):
            return
        test = guard.session.running
        if test is not None and not test.broken:
            guard.tell(
                test,
                "`run_forever()` goes on, and nothing is left on the loop that could stop it",
                place=self.place,
                subjects=[self.name],
                cure="run what you wait for: `loop.run_until_complete(...)`, or `asyncio.run(...)`",
            )
            test.broken = True
        self.loop.stop()
