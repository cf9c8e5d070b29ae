"""A script: what a host does on a WebSocket, step by step, and how far each connection has got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.stub.websockets.errors import Differs, Disconnected
from asyncproof.stub.websockets.steps import Waits, refuse_unread
from asyncproof.stub.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.stub.websockets.channel import Channel
    from asyncproof.stub.websockets.connection import WebSocketConnection
    from asyncproof.stub.websockets.opening import Opening
    from asyncproof.stub.websockets.steps import Step

POLICY_VIOLATION = 1008
LONGEST_REASON = 120


@dataclass(slots=True)
class Progress:
    """How far one connection has got."""

    connection: WebSocketConnection
    played: int = 0
    has_differed: bool = False


class Script:
    """Plays its steps on every WebSocket that is opened."""

    def __init__(self) -> None:
        """Start without a step: the connection is taken, and nothing is said."""
        self.steps: list[Step] = []
        self.progress: list[Progress] = []

    def add(self, step: Step) -> None:
        """Go on with a step."""
        if self.steps and self.steps[-1].is_last:
            last = self.steps[-1]
            raise UsageError(
                f"the script {last} ({last.where}), so nothing comes after that; "
                "take the steps behind it out."
            )
        self.steps.append(step)

    def play(self, opening: Opening) -> None:
        """Open the WebSocket and play."""
        channel = opening.open()
        if channel is not None:
            progress = Progress(channel.connection)
            self.progress.append(progress)
            opening.spawn(self._run(channel, progress, opening))

    async def _run(self, channel: Channel, progress: Progress, opening: Opening) -> None:
        step: Step | None = None
        try:
            for step in self.steps:
                await step.play(channel)
                progress.played += 1
            if step is None or not step.is_last:
                await channel.quiet()
                step = None
                refuse_unread(channel)
        except Disconnected:
            return
        except Differs as differs:
            progress.has_differed = True
            opening.note(_told(channel.connection, differs, step))
            channel.close(POLICY_VIOLATION, "; ".join(differs.lines)[:LONGEST_REASON])

    def unfinished(self) -> Iterator[Wrong]:
        """Tell of connections on which the script was not played to its end."""
        for each in self.progress:
            left = self.steps[each.played :]
            while left and isinstance(left[-1], Waits):
                left.pop()
            if each.has_differed or all(step.is_at_once for step in left):
                continue  # the host would have spoken in the very moment in which the client left
            ended = (
                "is still open"
                if each.connection.is_open
                else f"was closed with {each.connection.close_code}"
            )
            yield Wrong(
                "unfinished",
                f"the script of {each.connection.request} was not played to its end",
                [
                    f"played: {each.played} of {len(self.steps)} steps; the WebSocket {ended}",
                    f"next: {left[0]} ({left[0].where})",
                ],
                'take out the steps that don\'t happen, or net.allow("unfinished")',
            )

    def __str__(self) -> str:
        """Say what is played."""
        steps = len(self.steps)
        return "open" if not steps else f"open, {steps} step{'s' if steps > 1 else ''}"


def _told(connection: WebSocketConnection, differs: Differs, step: Step | None) -> Wrong:
    lines = list(differs.lines)
    if step is None:
        cure = 'write .receives(...) at the end of the script, or net.allow("message")'
    else:
        lines.append(f"script: {step} ({step.where})")
        cure = 'change the script, or net.allow("message")'
    return Wrong("message", f"{connection.request}: {differs.what}", lines, cure)
