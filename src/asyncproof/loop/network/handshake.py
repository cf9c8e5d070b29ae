"""How two ends agree that TLS is spoken: one says hello, the other answers, refuses or was waiting for it."""

from __future__ import annotations

import asyncio
import enum
import errno
import ssl
from typing import TYPE_CHECKING

from asyncproof.loop.network.direction import Direction, Kind
from asyncproof.loop.network.tls import Hello, MemorySSLObject, agreed_alpn

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT = 60.0
"""Seconds that asyncio gives a handshake unless told otherwise."""


class Tls(enum.Enum):
    """What an end makes of a client that says hello."""

    REFUSED = "it speaks plain text"
    WELCOME = "it speaks whatever the client speaks"
    EXPECTED = "it speaks TLS and nothing else"


class Handshake:
    """The TLS of one end."""

    def __init__(
        self,
        out: Direction,
        policy: Tls,
        context: ssl.SSLContext | None,
        *,
        where: str,
        on_agreed: Callable[[MemorySSLObject], None],
    ) -> None:
        """Make it for an end that sends into `out`, of a connection to a server at the place `where`."""
        self.policy = policy
        self._on_agreed = on_agreed
        self._out = out
        self._context = context
        self._where = where
        self._answer: asyncio.Future[Hello] | None = None
        self._agreed = False

    @property
    def awaited(self) -> bool:
        """Whether nothing but a hello may come now."""
        return self.policy is Tls.EXPECTED and not self._agreed

    async def begin(
        self, context: ssl.SSLContext, hostname: str | None, timeout: float | None
    ) -> MemorySSLObject:
        """Say hello as a client and wait for the answer."""
        self._out.signal(Kind.HELLO, Hello(context, hostname))
        answer = await self._wait(timeout)
        if answer.refusal is not None:
            raise ssl.SSLError(
                ssl.SSL_ERROR_SSL, f"[SSL: WRONG_VERSION_NUMBER] wrong version number: {answer.refusal}"
            )
        return MemorySSLObject(context, server_side=False, server_hostname=hostname, alpn=answer.alpn)

    async def expect(self, context: ssl.SSLContext, timeout: float | None) -> None:
        """Wait as a server until the client says hello."""
        self._context = context
        if not self._agreed:
            await self._wait(timeout)

    def arrived(self, hello: Hello) -> None:
        """Hear the other end's hello."""
        waiting = self._answer is not None and not self._answer.done()
        if not waiting and self.policy is Tls.REFUSED and not self._agreed:
            self._out.signal(Kind.HELLO, Hello(refusal=_refusal(self._where)))
            return
        if hello.context is not None:
            self._agree(hello)
        if waiting and self._answer is not None:
            self._answer.set_result(hello)

    def broken_off(self, error: BaseException | None) -> None:
        """Hear that the stream has ended."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(
                error
                or ConnectionResetError(
                    errno.ECONNRESET, f"{self._where} closed the connection in the handshake"
                )
            )

    def _agree(self, hello: Hello) -> None:
        alpn = agreed_alpn(hello.context, self._context, hello.hostname)
        self._out.signal(Kind.HELLO, Hello(alpn=alpn))
        self._agreed = True
        context = self._context or ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._on_agreed(MemorySSLObject(context, server_side=True, server_hostname=None, alpn=alpn))

    async def _wait(self, timeout: float | None) -> Hello:
        self._answer = self._out.loop.create_future()
        seconds = TIMEOUT if timeout is None else timeout
        try:
            return await asyncio.wait_for(self._answer, seconds)
        except asyncio.TimeoutError:
            raise ConnectionAbortedError(
                f"SSL handshake with {self._where} is taking longer than {seconds} seconds: "
                "aborting the connection"
            ) from None
        finally:
            self._answer = None


def _refusal(where: str) -> str:
    return (
        f"the server at {where} speaks plain text. Give it ssl=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) - "
        "in memory no certificate is needed - or connect without TLS."
    )
