from __future__ import annotations

import pytest

from asyncproof.core import UsageError
from asyncproof.stub.peers import parsing
from asyncproof.stub.peers.parsing import BadRequest, Message, RequestReader


def test_what_is_read() -> None:
    """Method, target, headers and body come out as they were sent."""
    heads: list[Message] = []
    wholes: list[Message] = []
    reader = RequestReader(heads.append, wholes.append)
    assert reader.feed(b"POST /a?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab") is None
    assert [each.target for each in heads] == [b"/a?x=1"]
    assert wholes == []
    reader.feed(b"c")
    (message,) = wholes
    assert (message.method, bytes(message.content), message.version) == ("POST", b"abc", "1.1")
    assert message.headers == [("Host", "h"), ("Content-Length", "3")]
    assert message.keep_alive
    assert not message.upgrade


def test_what_comes_after_an_upgrade() -> None:
    """Bytes behind a request to upgrade are handed back, for somebody else to read."""
    reader = RequestReader(lambda _: None, lambda _: None)
    rest = reader.feed(
        b"GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x00"
    )
    assert rest == b"\x81\x00"


def test_what_is_no_http() -> None:
    """Bytes that are no HTTP are an error."""
    with pytest.raises(BadRequest):
        RequestReader(lambda _: None, lambda _: None).feed(b"EHLO\r\n\r\n")


def test_without_httptools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has not installed the extra is told its name."""
    monkeypatch.setattr(parsing, "httptools", None)
    with pytest.raises(UsageError, match=r"need httptools; install asyncproof\[stub\]"):
        RequestReader(lambda _: None, lambda _: None)
