"""TLS for clients that do it themselves through anyio (httpx, httpx2): skipped on connections in memory.

httpcore and httpcore2 both wrap their stream with `anyio.streams.tls.TLSStream.wrap`, the narrowest place
that knows both the stream and that TLS begins. While a loop with connections in memory runs, that method asks
first whether the stream is one of ours; every other stream is wrapped as always.
"""

from __future__ import annotations

import ssl
import sys
import threading
from typing import Any

from asyncproof.core import UsageError
from asyncproof.loop.network.memory_socket import MemorySocket
from asyncproof.loop.network.stream import MemoryTransport
from asyncproof.loop.network.tls import PlainSSLObject

_MODULE = "anyio.streams.tls"
_lock = threading.Lock()
_users: set[int] = set()
_original: Any = None


def begin(user: object) -> None:
    """Put the bypass in place for a loop, if anyio is there at all."""
    global _original  # noqa: PLW0603 - a class of another package is changed, which is global by nature
    module = sys.modules.get(_MODULE)
    if module is None or id(user) in _users:
        return
    with _lock:
        if not _users:
            _original = module.TLSStream.__dict__["wrap"]
            module.TLSStream.wrap = classmethod(_wrap)
        _users.add(id(user))


def end(user: object) -> None:
    """Take the bypass away when the last loop that needed it has stopped."""
    global _original  # noqa: PLW0603 - as above
    if id(user) not in _users:
        return
    with _lock:
        _users.discard(id(user))
        if not _users:
            sys.modules[_MODULE].TLSStream.wrap = _original
            _original = None


async def _wrap(
    cls: Any,
    transport_stream: Any,
    *,
    server_side: bool | None = None,
    hostname: str | None = None,
    ssl_context: ssl.SSLContext | None = None,
    standard_compatible: bool = True,
) -> Any:
    """Wrap a stream with TLS: in memory the ends only agree on it."""
    transport = _memory_transport(transport_stream)
    if transport is None:
        return await _original.__get__(None, cls)(
            transport_stream,
            server_side=server_side,
            hostname=hostname,
            ssl_context=ssl_context,
            standard_compatible=standard_compatible,
        )
    context = ssl_context or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    agreed = await transport.start_tls(context, server_hostname=hostname, by_loop=False)
    alpn = None if agreed is None else agreed.selected_alpn_protocol()
    plain = PlainSSLObject(context, server_side=False, server_hostname=hostname, alpn=alpn)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    plain.attach(incoming, outgoing)
    return _stream(cls, transport_stream, plain, incoming, outgoing, standard_compatible=standard_compatible)


def _stream(
    cls: Any,
    inner: Any,
    plain: PlainSSLObject,
    incoming: ssl.MemoryBIO,
    outgoing: ssl.MemoryBIO,
    *,
    standard_compatible: bool,
) -> Any:
    try:
        return cls(
            transport_stream=inner,
            standard_compatible=standard_compatible,
            _ssl_object=plain,
            _read_bio=incoming,
            _write_bio=outgoing,
        )
    except TypeError as error:
        raise UsageError(
            "https over the in-memory network needs anyio 4 as it was up to 4.16; this one builds its "
            f"TLSStream differently ({error}). Install such an anyio, or use http:// in this test."
        ) from error


def _memory_transport(stream: Any) -> MemoryTransport | None:
    """Return the transport in memory that a stream runs on, if it does."""
    attribute = sys.modules["anyio.abc"].SocketAttribute.raw_socket
    sock = stream.extra(attribute, None)  # noqa: S610 - anyio's, not Django's
    transport = sock.owner() if isinstance(sock, MemorySocket) and sock.owner is not None else None
    return transport if isinstance(transport, MemoryTransport) else None
