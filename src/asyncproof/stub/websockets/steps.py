"""The steps of a script: what a host waits for, what it sends, and how it ends a WebSocket."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from asyncproof.stub.matching.values import shown
from asyncproof.stub.websockets.errors import Differs, Disconnected

if TYPE_CHECKING:
    from asyncproof.stub.websockets.channel import Channel
    from asyncproof.stub.websockets.messages import Message, WantedMessage


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `where` is the line of the test that says it."""

    is_last: ClassVar[bool] = False
    """Whether nothing can come after it."""
    is_at_once: ClassVar[bool] = False
    """Whether the host does it without a look at the client or the clock."""

    where: str

    async def play(self, channel: Channel) -> None:
        """Do it; raises `Differs` if the client does something else."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Receives(Step):
    """The client sends a message."""

    wanted: WantedMessage

    async def play(self, channel: Channel) -> None:
        """Wait for the next message and compare it."""
        message = await channel.receive()
        found = self.wanted.differences(message)
        if found:
            number = len(channel.connection.received) - len(channel.unread)
            raise Differs(f"message {number} of the client is not the expected one", found)

    def __str__(self) -> str:
        """Say what is expected."""
        return f"receives {self.wanted}"


@dataclass(frozen=True, slots=True)
class ReceivesClose(Step):
    """The client closes."""

    is_last: ClassVar[bool] = True

    code: int | None
    reason: str | None

    async def play(self, channel: Channel) -> None:
        """Wait for the close and compare its code and reason."""
        try:
            message = await channel.receive()
        except Disconnected as gone:
            found = []
            if self.code not in (None, gone.code):
                found.append(f"code: expected {self.code}, got {gone.code}")
            if self.reason not in (None, gone.reason):
                found.append(f"reason: expected {self.reason!r}, got {gone.reason!r}")
            if found:
                raise Differs("the client closed in another way than expected", found) from None
        else:
            raise Differs("the client was to close", [f"expected a close, got the message {shown(message)}"])

    def __str__(self) -> str:
        """Say what is expected."""
        return "receives a close" if self.code is None else f"receives a close with {self.code}"


@dataclass(frozen=True, slots=True)
class Sends(Step):
    """The host sends a message."""

    is_at_once: ClassVar[bool] = True

    message: Message
    fragments: int = 1

    async def play(self, channel: Channel) -> None:
        """Send it."""
        await channel.send(self.message, self.fragments)

    def __str__(self) -> str:
        """Say what is sent."""
        return f"sends {shown(self.message)}"


@dataclass(frozen=True, slots=True)
class Waits(Step):
    """Time passes."""

    seconds: float

    async def play(self, channel: Channel) -> None:
        """Let it pass, and see whether the client is still there."""
        await asyncio.sleep(self.seconds)
        channel.check_there()

    def __str__(self) -> str:
        """Say how long."""
        return f"waits {self.seconds:g} s"


@dataclass(frozen=True, slots=True)
class Pings(Step):
    """The host sends a ping, and the client answers it."""

    data: bytes

    async def play(self, channel: Channel) -> None:
        """Send it and wait for the pong."""
        await channel.ping(self.data)

    def __str__(self) -> str:
        """Say what is sent."""
        return "pings"


@dataclass(frozen=True, slots=True)
class Closes(Step):
    """The host closes."""

    is_at_once: ClassVar[bool] = True
    is_last: ClassVar[bool] = True

    code: int
    reason: str

    async def play(self, channel: Channel) -> None:
        """Begin to close, unless the client has said what nobody has read."""
        channel.check_there()
        refuse_unread(channel)
        channel.close(self.code, self.reason)

    def __str__(self) -> str:
        """Say how."""
        return f"closes with {self.code}"


@dataclass(frozen=True, slots=True)
class Cuts(Step):
    """The connection is reset."""

    is_at_once: ClassVar[bool] = True
    is_last: ClassVar[bool] = True

    async def play(self, channel: Channel) -> None:
        """Reset it."""
        channel.check_there()
        refuse_unread(channel)
        channel.cut()

    def __str__(self) -> str:
        """Say how it ends."""
        return "resets the connection"


@dataclass(frozen=True, slots=True)
class HangsUp(Step):
    """The connection ends without a close."""

    is_at_once: ClassVar[bool] = True
    is_last: ClassVar[bool] = True

    async def play(self, channel: Channel) -> None:
        """End it."""
        channel.check_there()
        refuse_unread(channel)
        channel.hang_up()

    def __str__(self) -> str:
        """Say how it ends."""
        return "hangs up"


@dataclass(frozen=True, slots=True)
class Garbage(Step):
    """The host sends bytes that are no frame."""

    is_at_once: ClassVar[bool] = True

    data: bytes

    async def play(self, channel: Channel) -> None:
        """Send them."""
        channel.send_raw(self.data)

    def __str__(self) -> str:
        """Say what is sent."""
        return f"sends {len(self.data)} bytes of garbage"


def refuse_unread(channel: Channel) -> None:
    """Say so if a message has come that the script does not read."""
    for message in channel.unread[:1]:
        raise Differs("the client sent more than the script reads", [f"not read: {shown(message)}"])
