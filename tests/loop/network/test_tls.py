from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from asyncproof.loop.network.tls import (
    MemorySSLObject,
    PlainSSLObject,
    agreed_alpn,
    client_context,
    extra_info,
)
from tests.loop.network.certificate import offering, server_context

CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def test_both_contexts_agree_on_a_protocol(tmp_path: Path) -> None:
    """OpenSSL itself chooses, as in a real handshake: the server's first that the client knows."""
    server = server_context(tmp_path, "h2", "http/1.1")
    assert agreed_alpn(offering("http/1.1", "h2"), server, "example.com") == "h2"
    assert agreed_alpn(offering("http/1.1"), server, "example.com") == "http/1.1"


@pytest.mark.parametrize("protocols", [(), ("spdy/3",)])
def test_contexts_may_not_agree(tmp_path: Path, protocols: tuple[str, ...]) -> None:
    """Then there is no protocol, and no error."""
    assert agreed_alpn(offering(*protocols), server_context(tmp_path, "h2"), "example.com") is None


def test_without_a_certificate_nothing_is_agreed() -> None:
    """A server's context that could not take part in a handshake agrees on nothing; nor do missing ones."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.set_alpn_protocols(["h2"])
    assert agreed_alpn(offering("h2"), server, "example.com") is None
    assert agreed_alpn(None, server, None) is None
    assert agreed_alpn(offering("h2"), offering("h2"), "example.com") is None
    assert agreed_alpn(offering("h2"), server, "") is None


def test_a_client_can_tell_with_whom_it_speaks() -> None:
    """The certificate, in the short, is that of the server's name; a server has none of its client."""
    client = MemorySSLObject(CONTEXT, server_side=False, server_hostname="example.com", alpn="h2")
    assert client.selected_alpn_protocol() == "h2"
    assert client.getpeercert()["subjectAltName"] == (("DNS", "example.com"),)
    assert b"example.com" in client.getpeercert(binary_form=True)
    server = MemorySSLObject(CONTEXT, server_side=True, server_hostname="example.com", alpn=None)
    assert server.getpeercert() is None
    assert server.shared_ciphers() == [client.cipher()]
    assert (client.version(), client.compression(), client.pending()) == ("TLSv1.3", None, 0)
    assert (client.selected_npn_protocol(), client.get_channel_binding()) == (None, None)


def test_a_transport_tells_what_a_tls_transport_tells() -> None:
    """The same names, with values of the same kinds."""
    client = MemorySSLObject(CONTEXT, server_side=False, server_hostname="example.com", alpn=None)
    extra = extra_info(client)
    assert sorted(extra) == ["cipher", "compression", "peercert", "ssl_object", "sslcontext"]
    assert extra["sslcontext"] is CONTEXT


def test_plain_bytes_pass_through_memory_bios() -> None:
    """Reading asks for more until something is there, and ends when the incoming side does."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    plain = PlainSSLObject(CONTEXT, server_side=False, server_hostname=None, alpn=None)
    plain.attach(incoming, outgoing)
    plain.do_handshake()
    with pytest.raises(ssl.SSLWantReadError):
        plain.read()
    incoming.write(b"hello")
    assert (plain.read(2), plain.read(100)) == (b"he", b"llo")
    assert plain.write(b"out") == 3
    assert outgoing.read() == b"out"
    incoming.write_eof()
    assert plain.read() == b""
    plain.unwrap()


def test_an_ssl_argument_stands_for_a_context() -> None:
    """True is the default one, and nothing else will do."""
    assert client_context(CONTEXT) is CONTEXT
    assert client_context(True).protocol is ssl.PROTOCOL_TLS_CLIENT
    with pytest.raises(TypeError, match="not 'yes'"):
        client_context("yes")
