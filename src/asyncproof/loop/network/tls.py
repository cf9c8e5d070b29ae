"""TLS in memory: bytes stay plain, but both ends agree that it is spoken and can tell with whom."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any

CIPHER = ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256)


@dataclass(frozen=True)
class Hello:
    """What one end says when TLS begins: with which context and to whom; and what was agreed, or why not."""

    context: ssl.SSLContext | None = None
    hostname: str | None = None
    alpn: str | None = None
    refusal: str | None = None


class MemorySSLObject:
    """Answers as an `ssl.SSLObject` does after a handshake; no key and no real certificate is behind it."""

    def __init__(
        self, context: ssl.SSLContext, *, server_side: bool, server_hostname: str | None, alpn: str | None
    ) -> None:
        """Describe an agreed session."""
        self.context = context
        self.server_side = server_side
        self.server_hostname = server_hostname
        self.session = None
        self.session_reused = False
        self._alpn = alpn

    def selected_alpn_protocol(self) -> str | None:
        """Return what both contexts agreed on."""
        return self._alpn

    def selected_npn_protocol(self) -> None:
        """Return nothing: TLS 1.3 has no NPN."""

    def cipher(self) -> tuple[str, str, int]:
        """Return a cipher that a modern pair would choose."""
        return CIPHER

    def shared_ciphers(self) -> list[tuple[str, str, int]]:
        """Return the ciphers that both ends know."""
        return [CIPHER]

    def version(self) -> str:
        """Return the version of TLS."""
        return CIPHER[1]

    def compression(self) -> None:
        """Return nothing: TLS 1.3 has no compression."""

    def get_channel_binding(self, cb_type: str = "tls-unique") -> None:
        """Return nothing: there is no key to bind to."""

    def pending(self) -> int:
        """Return how many bytes are decrypted and unread: never any."""
        return 0

    def getpeercert(self, binary_form: bool = False) -> Any:  # noqa: FBT001, FBT002 - the ssl module's signature
        """Return the certificate that a client would have seen, in the short."""
        name = self.server_hostname
        if self.server_side or name is None:
            return None
        if binary_form:
            return f"asyncproof in-memory certificate of {name}".encode()
        return {"subject": ((("commonName", name),),), "subjectAltName": (("DNS", name),)}


class PlainSSLObject(MemorySSLObject):
    """Passes bytes through a pair of memory BIOs unchanged, for those who do TLS by themselves."""

    def attach(self, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO) -> None:
        """Use these two for what comes and goes."""
        self._incoming = incoming
        self._outgoing = outgoing

    def do_handshake(self) -> None:
        """Do nothing: the ends have agreed already."""

    def unwrap(self) -> None:
        """Do nothing: plain bytes need no closing message."""

    def read(self, length: int = 1024) -> bytes:
        """Return what has come, nothing at the end, or ask for more."""
        if self._incoming.pending or self._incoming.eof:
            return self._incoming.read(length)
        raise ssl.SSLWantReadError(ssl.SSL_ERROR_WANT_READ, "no bytes have arrived")

    def write(self, data: bytes) -> int:
        """Let bytes go."""
        return self._outgoing.write(data)


def extra_info(ssl_object: MemorySSLObject) -> dict[str, Any]:
    """Return what a transport's `get_extra_info` tells about TLS."""
    return {
        "sslcontext": ssl_object.context,
        "ssl_object": ssl_object,
        "peercert": ssl_object.getpeercert(),
        "cipher": ssl_object.cipher(),
        "compression": None,
    }


def agreed_alpn(
    client: ssl.SSLContext | None, server: ssl.SSLContext | None, hostname: str | None
) -> str | None:
    """Let OpenSSL agree on an application protocol as in a real handshake.

    A server's context without a certificate cannot take part in a handshake, so with it nothing is agreed.
    """
    if client is None or server is None:
        return None
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        speaker = client.wrap_bio(to_client, to_server, server_side=False, server_hostname=hostname)
        listener = server.wrap_bio(to_server, to_client, server_side=True)
    except (ssl.SSLError, ValueError):
        return None
    speaks, hears = _step(speaker), _step(listener)
    return listener.selected_alpn_protocol() if speaks and hears else None


def _step(end: ssl.SSLObject) -> bool:
    """Let one end take its step in the handshake, and say whether it could."""
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        pass
    except ssl.SSLError:
        return False
    return True


def client_context(given: Any) -> ssl.SSLContext:
    """Return the context that a client's `ssl=` argument stands for."""
    if isinstance(given, ssl.SSLContext):
        return given
    if given is True:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    raise TypeError(f"ssl argument must be an SSLContext, True or None, not {given!r}")
