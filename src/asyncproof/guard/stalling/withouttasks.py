"""A loop that runs for nothing in particular: `run_forever()` of a test that nobody is left to stop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.core.frames import outward
from asyncproof.core.record import frozen
from asyncproof.guard.stalling.standstill import Story
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncproof.guard.guard import Guard
    from asyncproof.guard.stalling.turn import Turn

_NOTHING = "nothing is left on the loop that could stop it"


@frozen
class RunForever:
    """A call of `run_forever()`, by the user's code or on its behalf."""

    loop: Any
    place: Place
    name: str

    @classmethod
    def seen(cls, turn: Turn) -> RunForever | None:
        """Return the call in which a loop runs, if it came from a line of the user's."""
        caller = turn.caller_of("run_forever")
        if caller is None:
            return None
        users = (step for step in outward(caller) if not is_foreign(step.f_code.co_filename))
        frame = next(users, None)
        if frame is None:
            return None
        return cls(turn.loop, Place(frame.f_code.co_filename, frame.f_lineno), frame.f_code.co_name)

    def end(self, guard: Guard, stood: float | None = None) -> None:
        """Tell of it and stop the loop, in its own thread."""
        test = guard.session.running
        if test is not None and not test.broken:
            tasks = asyncio.all_tasks(self.loop)
            reason = _NOTHING if stood is None else f"nothing changes for {stood:.0f} s"
            guard.tell(
                test,
                f"`run_forever()` goes on, and {reason}",
                place=self.place,
                subjects=[self.name],
                lines=Story(self.loop, None, certain=False).lines if tasks else (),
                cure="run what you wait for: `loop.run_until_complete(...)`, or `asyncio.run(...)`",
            )
            test.broken = True
        self.loop.stop()
