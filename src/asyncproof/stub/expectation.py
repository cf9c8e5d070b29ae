"""A request that a test expects, and the replies that it gets one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from asyncproof.core import UsageError
from asyncproof.stub.expected import Expected, Times
from asyncproof.stub.replies.handler import Handler
from asyncproof.stub.replies.reply import Reply, ReplyOptions, redirect
from asyncproof.stub.replies.sending import Sending
from asyncproof.stub.replies.trouble import Garbage, HangUp, Reset, Silence

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self, Unpack

    from asyncproof.stub.request import Request

Answerer: TypeAlias = "Callable[[Request], Any]"
"""A function that makes a reply, sync or async."""


class Expectation(Expected):
    """A request that is expected at a host; made by `host.get(...)` and its like."""

    def reply(
        self, status: int | Answerer = 200, *, times: Times = 1, **options: Unpack[ReplyOptions]
    ) -> Self:
        """Answer the next request: with a status and what `Reply` takes, or with what a function returns.

        The function gets the `Request` and returns a `Reply`, or what is to be sent as JSON (a dict or list),
        text or bytes; it may be async. `times`: how often this reply is expected to be asked for: a number,
        "some" (at least once) or "any" (also never).
        """
        if callable(status):
            if options:
                raise UsageError(
                    f"{next(iter(options))!r} stands beside a function that makes the reply; let it return "
                    "Reply(status, ...) with everything."
                )
            return self._add(Handler(status), times)
        return self._add(Sending(Reply(status, **options)), times)

    def redirect(self, location: str, *, status: int = 302, times: Times = 1) -> Self:
        """Send the next request elsewhere."""
        return self._add(Sending(redirect(location, status)), times)

    def hang(self, *, times: Times = 1) -> Self:
        """Take the next request and never answer it."""
        return self._add(Silence(), times)

    def reset(self, *, delay: float = 0, times: Times = 1) -> Self:
        """Reset the connection in the place of an answer."""
        return self._add(Reset(delay), times)

    def hang_up(self, *, delay: float = 0, times: Times = 1) -> Self:
        """Close the connection in the place of an answer."""
        return self._add(HangUp(delay), times)

    def garbage(
        self, data: bytes = b"\x00\xff no HTTP \r\n\r\n", *, delay: float = 0, times: Times = 1
    ) -> Self:
        """Send bytes as they are in the place of an answer, and close the connection."""
        return self._add(Garbage(bytes(data), delay), times)
