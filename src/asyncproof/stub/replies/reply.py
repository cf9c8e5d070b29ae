"""A reply: a status, headers and a body, and how fast and how far it comes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypedDict

from asyncproof.core import UsageError
from asyncproof.stub.headers import HeaderValues, read_headers
from asyncproof.stub.replies.body import SOURCES, Body, Pieces, read_body

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from typing_extensions import Unpack


class ReplyOptions(TypedDict, total=False):
    """Everything that can be said about a reply beside its status."""

    json: Any
    text: str
    html: str
    content: bytes
    file: str | PathLike[str]
    stream: Pieces
    sse: Any
    headers: HeaderValues
    reason: str | None
    cookies: Mapping[str, str]
    delay: float
    drip: float
    reset_after: int
    cut_after: int
    close: bool


class Reply:
    """What a host sends back."""

    def __init__(self, status: int = 200, **options: Unpack[ReplyOptions]) -> None:
        """Make a reply of a status and one body.

        Body: `json`, `text`, `html`, `content` (bytes), `file` (a path), `stream` (pieces, and numbers for
        pauses in seconds) or `sse` (server-sent events, and pauses). `delay`: seconds until it begins.
        `drip`: bytes of the body per second. `reset_after`, `cut_after`: after so many bytes of the body the
        connection is reset, or just ends. `close`: the connection is closed after it. `reason`: the words
        behind the status.
        """
        given: dict[str, Any] = dict(options)
        self.status = _status(status)
        self.body: Body = read_body(given)
        self.headers = read_headers(given.pop("headers", None)) + _cookies(given.pop("cookies", {}))
        self.reason: str | None = given.pop("reason", None)
        self.delay = _seconds("delay", given.pop("delay", 0))
        self.drip: float | None = given.pop("drip", None)
        self.reset_after: int | None = _count("reset_after", given.pop("reset_after", None))
        self.cut_after: int | None = _count("cut_after", given.pop("cut_after", None))
        self.close = bool(given.pop("close", False))
        if given:
            raise UsageError(
                f"a reply has no {next(iter(given))!r}; it has {', '.join(_NAMES)}. "
                "Headers of your own go into headers={...}."
            )
        self._check()

    def __repr__(self) -> str:
        """Show it as a transcript does."""
        return f"<Reply {self}>"

    def __str__(self) -> str:
        """Say what is sent, in a few words."""
        what = "a stream" if self.body.pieces is not None else f"{len(self.body.content)} bytes"
        kind = {name.lower(): value for name, value in self.fields}.get("content-type")
        text = f"{self.status}, {what}" + (f" of {kind.partition(';')[0]}" if kind else "")
        if self.reset_after is not None:
            return f"{text}, reset after {self.reset_after}"
        return text if self.cut_after is None else f"{text}, cut after {self.cut_after}"

    @property
    def whole(self) -> bool:
        """Whether the body is sent in one go, and all of it."""
        return (self.body.pieces, self.drip, self.reset_after, self.cut_after) == (None, None, None, None)

    @property
    def words(self) -> str:
        """The words behind the status."""
        if self.reason is not None:
            return self.reason
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return "Unknown"

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The headers, with the content type that its body has by itself."""
        if self.body.kind is None or any(name.lower() == "content-type" for name, _ in self.headers):
            return self.headers
        return [("content-type", self.body.kind), *self.headers]

    def _check(self) -> None:
        if self.drip is not None and not self.drip > 0:
            raise UsageError(f"drip={self.drip!r} sends nothing; give bytes per second, or use .hang().")
        if self.reset_after is not None and self.cut_after is not None:
            raise UsageError("a reply is reset or cut, not both; give reset_after or cut_after.")
        end = self.cut_after if self.reset_after is None else self.reset_after
        if end is not None and self.body.pieces is None and end > len(self.body.content):
            raise UsageError(
                f"the body has {len(self.body.content)} bytes, so it never comes to the end after {end}; "
                "give fewer bytes, or a longer body."
            )


_NAMES = (*SOURCES, "headers", "reason", "cookies", "delay", "drip", "reset_after", "cut_after", "close")


def redirect(location: str, status: int) -> Reply:
    """Return a reply that sends the client elsewhere."""
    if status not in {300, 301, 302, 303, 307, 308}:
        raise UsageError(f"{status!r} is no status of a redirect; there are 301, 302, 303, 307 and 308.")
    return Reply(status, headers={"location": location})


def _status(status: object) -> int:
    if not isinstance(status, int) or isinstance(status, bool) or not 200 <= status <= 599:  # noqa: PLR2004 - the statuses that end a request
        raise UsageError(
            f"a status is a number from 200 to 599, not {status!r}; the body goes into json=, text=, …."
        )
    return status


def _seconds(name: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not value >= 0:
        raise UsageError(f"{name} is a number of seconds from 0 up, not {value!r}.")
    return value


def _count(name: str, value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise UsageError(f"{name} is a number of bytes from 0 up, not {value!r}.")
    return value


def _cookies(cookies: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("set-cookie", f"{name}={value}; Path=/") for name, value in cookies.items()]
