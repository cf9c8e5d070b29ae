from __future__ import annotations

import pytest

from asyncproof.stub.address import read_address
from asyncproof.stub.headers import Headers
from asyncproof.stub.recording.asking import ask
from asyncproof.stub.request import Request
from tests.stub.recording.real_host import real_host


@pytest.mark.parametrize("path", ["", "/nope", "/text"])
def test_a_real_answer(path: str) -> None:
    """The status, the body and the headers that mean something are kept; those of the connection are not."""
    with real_host() as url:
        headers = Headers([("Host", "elsewhere"), ("Connection", "close"), ("X-Tag", "t")])
        reply = ask(read_address(url), Request("GET", f"{url}{path}", headers))
    assert reply.status == (200 if path == "/text" else 404)
    names = {name.lower() for name, _ in reply.headers}
    assert names == {"content-type", "server"}
    assert reply.body.content
