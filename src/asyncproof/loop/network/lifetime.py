"""The life of a memory transport: its protocol, its closing, its failures and its one `connection_lost`."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.loop.network.arrivals import ArrivalLoop
    from asyncproof.loop.network.memory_socket import MemorySocket

logger = logging.getLogger("asyncio")

WARN_AFTER_WRITES = 5
"""Writes to a lost connection that pass without a warning, as in asyncio."""


class Lifetime(asyncio.Transport):
    """What stream and datagram transports in memory share, as asyncio's selector transports have it."""

    _open = False

    def __init__(self, loop: ArrivalLoop, socket: MemorySocket, extra: dict[str, Any]) -> None:
        """Make an open transport that has no protocol yet."""
        super().__init__({"socket": socket, "sockname": socket.getsockname(), **extra})
        self._loop = loop
        self._socket = socket
        self._open = True
        self._protocol: Any = None
        self._closing = False
        self._lost_writes = 0
        self._lost = False
        self.on_lost: list[Callable[[], None]] = []

    def __repr__(self) -> str:
        """Show the state and both addresses."""
        state = "closed" if not self._open else "closing" if self._closing else "open"
        names = f"{self.get_extra_info('sockname')!r} -> {self.get_extra_info('peername')!r}"
        return f"<{type(self).__name__} {state} {names}>"

    def __del__(self) -> None:
        """Warn of a transport that nobody closed, as asyncio's own do."""
        if self._open:
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, stacklevel=2, source=self)
            self._socket.close()

    # -- what subclasses have to say

    def _has_unsent(self) -> bool:
        """Say whether closing has to wait for bytes to be sent."""
        return False

    def _drop_unsent(self) -> None:
        """Forget what has not been sent."""

    def _shut(self) -> None:
        """Tell the other end that this one is gone."""

    # -- the transport's interface

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let another protocol take over."""
        self._protocol = protocol

    def get_protocol(self) -> Any:
        """Return the current protocol, or None after the connection is lost."""
        return self._protocol

    def is_closing(self) -> bool:
        """Say whether the transport is closing or closed."""
        return self._closing

    def close(self) -> None:
        """Send what is still to be sent, read nothing more, then lose the connection."""
        if self._closing:
            return
        self._closing = True
        if not self._has_unsent():
            self._lose_soon(None)

    def abort(self) -> None:
        """Lose the connection without sending the rest."""
        self._force_close(None)

    def abandon(self) -> None:
        """Abort if there still is a loop to do it in: for ends whose owner has gone away."""
        if not self._lost and not self._loop.is_closed():
            self.abort()

    def outlive(self, *, blameless: bool) -> None:
        """Go on after the loop was closed: nothing happens any more; who is not blameless is warned of."""
        self._socket.close()
        if blameless:
            self._open = False

    # -- the end

    def _fatal_error(self, exc: BaseException, message: str) -> None:
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler(
                {"message": message, "exception": exc, "transport": self, "protocol": self._protocol}
            )
        elif self._loop.get_debug():
            logger.debug("%r: %s", self, message, exc_info=exc)
        self._force_close(exc)

    def _force_close(self, exc: BaseException | None) -> None:
        if self._lost_writes:
            return
        self._drop_unsent()
        self._closing = True
        self._lose_soon(exc)

    def _lose_soon(self, exc: BaseException | None) -> None:
        self._lost_writes += 1
        self._loop.call_soon(self._lose, exc)

    def _lose(self, exc: BaseException | None) -> None:
        self._lost = True
        try:
            if self._protocol is not None:
                self._protocol.connection_lost(exc)
        finally:
            self._protocol = None
            self._open = False
            self._socket.close()
            self._shut()
            for hear in self.on_lost:
                hear()

    def _count_lost_write(self) -> None:
        if self._lost_writes >= WARN_AFTER_WRITES:
            logger.warning("socket.send() raised exception.")
        self._lost_writes += 1
