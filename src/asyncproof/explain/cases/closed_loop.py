"""Explains the use of something that belongs to an event loop which is closed by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class ClosedLoop(Case):
    """Something was used that belongs to an event loop which has been closed.

    pytest-asyncio gives every test a new event loop and closes it after the test. A client, pool or connection
    that was made in one test, or in a wider fixture on a loop of its own, still belongs to the old loop.
    """

    slug: ClassVar[str] = "closed-loop"

    def story(self, failure: Failure) -> Story | None:
        """Tell it where asyncio itself says so."""
        error = failure.error
        if not isinstance(error, RuntimeError) or failure.message != "Event loop is closed":
            return None
        frame = failure.user_frame
        where = "" if frame is None else f" at line {frame.line} of {frame.function}"
        return Story(
            what=f"Something{where} belongs to an event loop that has been closed.",
            why="every test has an event loop of its own, and what was made on the loop of an earlier test "
            "can't be used on this one.",
            do="make it in a fixture, with the same loop scope as the tests that use it.",
        )
