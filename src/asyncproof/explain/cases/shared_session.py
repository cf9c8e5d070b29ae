"""Explains one database session that is used by several tasks at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import of_kind, statement_at, text_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Frame

_MESSAGES = (
    "Session is already flushing",
    "concurrent operations are not permitted",
    "is already in progress; this would cause",
    "This transaction is closed",
)
_SIMULTANEOUS = ("gather", "wait", "as_completed", "TaskGroup", "create_task", "start_soon")


class SharedSession(Case):
    """Several tasks used one SQLAlchemy session at the same time.

    An `AsyncSession` is one conversation with the database. While one task waits for the answer to its
    question, no other may ask; SQLAlchemy says so with `Session is already flushing`, `concurrent operations
    are not permitted` or `... is already in progress`.

    ```py
    async def test_orders(session):
        await asyncio.gather(add_order(session, 1), add_order(session, 2))
    ```

    ## What to do instead

    Give every task a session of its own, from one `async_sessionmaker`:

    ```py
    async def add(number):
        async with make_session() as session:
            await add_order(session, number)


    await asyncio.gather(add(1), add(2))
    ```

    or let them work one after the other.
    """

    slug: ClassVar[str] = "shared-session"
    texts: ClassVar[tuple[str, ...]] = (
        "concurrent operations are not permitted",
        "Session is already flushing",
        "... is already in progress",
    )
    order: ClassVar[int] = 35

    def story(self, failure: Failure) -> Story | None:
        """Tell it where SQLAlchemy says so."""
        if not type(failure.error).__module__.startswith("sqlalchemy"):
            return None
        if not any(text in failure.message for text in _MESSAGES[:3]):
            return None
        found = together(failure)
        where = line_of(failure.user_frame)
        what = f"one database session was used by several tasks at the same time{where}."
        if found is not None:
            what = (
                f"`{short(found[1])}`{line_of(found[0])} lets several tasks use one database session at "
                "the same time."
            )
        return Story(
            what=what,
            why="a session is one conversation with the database: while one task waits for an answer, no "
            "other can ask.",
            do="give every task a session of its own (`async with make_session() as session:` inside of the "
            "task), or "
            "let them work one after the other.",
        )


def together(failure: Failure) -> tuple[Frame, str] | None:
    """Return the call with which the user's code starts several things at once."""
    for frame in failure.user_frames:
        statement = statement_at(frame.file, frame.line)
        for call in [] if statement is None else of_kind(statement, ast.Call):
            if text_of(call.func).rpartition(".")[2] in _SIMULTANEOUS:
                return frame, text_of(call)
    return None
