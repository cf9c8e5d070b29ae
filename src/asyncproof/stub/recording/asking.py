"""Asks the real host, in a thread, while a recording is made."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

from asyncproof.stub.replies.reply import Reply

if TYPE_CHECKING:
    from asyncproof.stub.address import Address
    from asyncproof.stub.request import Request

PATIENCE = 60.0
NOT_FORWARDED = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding", "expect"}
)
NOT_RECORDED = frozenset(
    {"connection", "content-length", "date", "keep-alive", "transfer-encoding", "alt-svc", "server-timing"}
)


def ask(address: Address, request: Request) -> Reply:
    """Send a request to the real host and return what it answers; it blocks."""
    kind = http.client.HTTPSConnection if address.encrypted else http.client.HTTPConnection
    connection = kind(address.host, address.port, timeout=PATIENCE)
    try:
        target = request.url.partition("://")[2]
        headers = {
            name: value for name, value in request.headers.items() if name.lower() not in NOT_FORWARDED
        }
        connection.request(
            request.method,
            target[target.find("/") :] if "/" in target else "/",
            body=request.content or None,
            headers={**headers, "Accept-Encoding": "identity"},
        )
        answer = connection.getresponse()
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_RECORDED]
        return Reply(answer.status, content=answer.read(), headers=kept)
    finally:
        connection.close()
