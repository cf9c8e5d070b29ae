"""Requests out of bytes, by httptools; the only file that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.stub.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Callable

try:
    import httptools
except ImportError:  # pragma: no cover - the tests have it; what is said then is tested by hiding it
    httptools = None  # type: ignore[assignment] # None: it is not there


class BadRequest(Exception):  # noqa: N818 - what HTTP calls it
    """What came over the wire is no HTTP."""


class Message:
    """A request while it comes in."""

    __slots__ = ("content", "headers", "keep_alive", "method", "target", "upgrade", "version")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.method = ""
        self.target = b""
        self.headers: list[tuple[str, str]] = []
        self.content = bytearray()
        self.keep_alive = True
        self.upgrade = False
        self.version = "1.1"


class RequestReader:
    """Reads one request after the other out of the bytes of a connection."""

    def __init__(self, on_head: Callable[[Message], None], on_request: Callable[[Message], None]) -> None:
        """Tell each request twice: when its head is there, and when all of it is."""
        require()
        self._on_head = on_head
        self._on_request = on_request
        self._parser = httptools.HttpRequestParser(self)
        self._message = Message()

    def feed(self, data: bytes) -> bytes | None:
        """Take bytes; after an upgrade, return those that no longer are HTTP."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            return data[upgrade.args[0] :]
        except httptools.HttpParserError as error:
            raise BadRequest(str(error)) from error
        return None

    # -- what the parser calls

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._message = Message()

    def on_url(self, url: bytes) -> None:
        """Take the target, or a part of it."""
        self._message.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._message.headers.append((name.decode("latin-1"), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        """Tell that the head is there."""
        message, parser = self._message, self._parser
        message.method = parser.get_method().decode("ascii")
        message.version = parser.get_http_version()
        message.keep_alive = parser.should_keep_alive()
        message.upgrade = parser.should_upgrade()
        self._on_head(message)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._message.content += body

    def on_message_complete(self) -> None:
        """Tell that all of it is there."""
        self._on_request(self._message)


def headers_of(message: Message) -> Headers:
    """Return the headers of a request."""
    return Headers(message.headers)


def require() -> Any:
    """Return httptools, or say how to get it."""
    if httptools is None:
        raise UsageError("hosts that a test plays need httptools; install asyncproof[stub].")
    return httptools
