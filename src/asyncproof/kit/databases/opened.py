"""What each database of a test has, rolled back or fresh: an engine, sessions, and room for the app's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from asyncproof.kit.databases.alchemy import AsyncSession, async_sessionmaker
from asyncproof.kit.databases.binding import Bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit.databases.alchemy import URL, AsyncEngine
    from asyncproof.kit.databases.joining import Joined


Session = TypeVar("Session", bound=AsyncSession)


class Opened:
    """A database that is open for one test."""

    def __init__(self, url: URL, engine: AsyncEngine, lead: Callable[[AsyncEngine], Joined]) -> None:
        self._url = url
        self.engine = engine
        """An engine whose connections all lead here."""
        self._bindings = Bindings(engine, lead)

    @property
    def url(self) -> str:
        """The address, with its password."""
        return self._url.render_as_string(hide_password=False)

    @property
    def sessions(self) -> async_sessionmaker[AsyncSession]:
        """A maker of sessions: `async with db.sessions() as session:`."""
        return async_sessionmaker(self.engine, expire_on_commit=False)

    @overload
    def session(self, **options: Any) -> AsyncSession: ...

    @overload
    def session(self, kind: type[Session], **options: Any) -> Session: ...

    def session(self, kind: Any = AsyncSession, **options: Any) -> Any:
        """Return a session, to be used with `async with`; *kind* may be SQLModel's AsyncSession."""
        return kind(self.engine, **{"expire_on_commit": False, **options})

    def bind(self, *things: Any) -> None:
        """Lead the app's own engines (AsyncEngine) and session makers here until the test ends."""
        for thing in things:
            self._bindings.add(thing)

    def unbind(self) -> None:
        """Let what was bound be as it was."""
        self._bindings.undo()
