"""The place in aiohttp where a double stands; the only file that knows aiohttp's private names.

Every public way to send a request goes through `ClientSession._request`, and there is no public place that
hears of the arguments of a request. Known to be there from aiohttp 3.9 to 3.14; else `watch` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession
from aiohttp import __version__ as aiohttp_version

from asyncproof.core import UsageError
from asyncproof.stub.aioresponses.urls import merged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from yarl import URL

    Original = Callable[..., Awaitable[Any]]
    Watching = Callable[["Asked"], Awaitable[Any]]

REAL = "asyncproof_real"
"""Where the function in the place of aiohttp's keeps aiohttp's own."""
NAMES = ("_request", "_build_url", "_prepare_headers")


@dataclass
class Asked:
    """One request that a session was asked for, and the way to really make it."""

    outer: Original
    """Whoever would be asked without this double: another one, or aiohttp."""
    real: Original
    """aiohttp's own way."""
    session: ClientSession
    method: str
    url: Any
    args: tuple[Any, ...]
    sent: dict[str, Any]

    @property
    def whole_url(self) -> URL:
        """The URL, with the base URL of its session and the parameters of the request."""
        return merged(self.session._build_url(self.url), self.sent.get("params"))  # noqa: SLF001 - see above

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments by name, with the headers that the session adds."""
        if not self.session.headers:
            return self.sent
        headers = self.session._prepare_headers(self.sent.get("headers"))  # noqa: SLF001 - see above
        return {**self.sent, "headers": headers}

    async def pass_on(self) -> Any:
        """Let the double around this one see to the request, or aiohttp."""
        return await self.outer(self.session, self.method, self.url, *self.args, **self.sent)

    async def make(self, response_class: type | None = None) -> Any:
        """Make the request, over whatever network there is."""
        session: Any = self.session
        if response_class is not None:
            session = WithResponseClass(session, response_class)
        return await self.real(session, self.method, self.url, *self.args, **self.sent)


def watch(watching: Watching) -> Callable[[], None]:
    """Let every request of every session go through a function; return what takes it away again."""
    missing = [name for name in NAMES if not hasattr(ClientSession, name)]
    if missing:
        raise UsageError(
            f"aiohttp {aiohttp_version} has no ClientSession.{missing[0]}, which asyncproof's aioresponses "
            "needs; use the `net` fixture, or aiohttp 3.14."
        )
    outer: Any = ClientSession._request  # noqa: SLF001 - see above
    real = getattr(outer, REAL, outer)
    place: Any = ClientSession

    async def request(session: ClientSession, method: str, url: Any, *args: Any, **sent: Any) -> Any:
        return await watching(Asked(outer, real, session, method, url, args, sent))

    setattr(request, REAL, real)
    place._request = request  # noqa: SLF001 - see above

    def stop() -> None:
        place._request = outer  # noqa: SLF001 - see above

    return stop


class WithResponseClass:
    """A session that makes responses of another class, and is the given one in all else."""

    def __init__(self, session: ClientSession, response_class: type) -> None:
        self.__dict__["_session"] = session
        self.__dict__["_response_class"] = response_class

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._session, name, value)
