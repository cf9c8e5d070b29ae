"""The app's own engines and session makers, led to the database of a test for as long as it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.databases.alchemy import AsyncEngine, async_sessionmaker
from asyncproof.kit.databases.joining import Joined, check_engine

if TYPE_CHECKING:
    from collections.abc import Callable


class Bindings:
    """What was bound, and how it was before."""

    def __init__(self, engine: AsyncEngine, lead: Callable[[AsyncEngine], Joined]) -> None:
        self._engine = engine
        self._lead = lead
        self._undoing: list[Callable[[], object]] = []

    def add(self, thing: Any) -> None:
        """Bind an engine or a session maker."""
        maker = getattr(thing, "session_factory", thing)  # of async_scoped_session
        if isinstance(thing, AsyncEngine):
            check_engine(thing, self._engine.dialect.name)
            self._undoing.append(self._lead(thing).end)
        elif isinstance(maker, async_sessionmaker):
            before = dict(maker.kw)
            maker.configure(bind=self._engine)
            maker.kw.pop("binds", None)
            self._undoing.append(lambda: _put_back(maker, before))
        else:
            raise UsageError(
                f"bind() was given {thing!r}, a {type(thing).__name__}. Give it what the app makes its "
                "sessions from: an async_sessionmaker, an async_scoped_session or an AsyncEngine."
            )

    def undo(self) -> None:
        """Let everything be as it was."""
        while self._undoing:
            self._undoing.pop()()


def _put_back(maker: Any, before: dict[str, Any]) -> None:
    maker.kw.clear()
    maker.kw.update(before)
