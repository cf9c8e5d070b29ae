"""Starts and stops an ASGI app in a task of its own, as its lifespan protocol wants."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.kit.apps.errors import LifespanFailed

if TYPE_CHECKING:
    from asyncproof.kit.apps.journal import Journal
    from asyncproof.kit.apps.watched import App, Message

RUNNING = "its lifespan"
SHUTDOWN = "its shutdown"


class Lifespan:
    """The lifespan of one app; an app that knows of no lifespan is taken for started."""

    def __init__(self, app: App, journal: Journal, *, grace: float) -> None:
        """Prepare; nothing runs before `start`."""
        self.state: dict[str, Any] = {}
        self._app = app
        self._journal = journal
        self._grace = grace
        self._task: asyncio.Task[None] | None = None
        self._heard = 0
        self._stopping = False
        self._listeners: list[asyncio.Future[None]] = []
        self._failed: BaseException | None = None

    async def start(self) -> None:
        """Run the app up to its "startup complete"; raises the app's own exception if it fails."""
        loop = asyncio.get_running_loop()
        self._started: asyncio.Future[None] = loop.create_future()
        self._stopped: asyncio.Future[None] = loop.create_future()
        self._task = loop.create_task(self._run(), name="lifespan")
        try:
            await self._started
        except BaseException:
            self._tell_of_end()
            await self._end()
            raise

    async def stop(self) -> None:
        """Let the app shut down; what it raises goes into the journal."""
        if self._task is None:
            return
        self._tell_of_end()
        if not self._task.done():
            with self._journal.busy(SHUTDOWN, self._task):
                waits = {self._stopped, self._task}
                done, _ = await asyncio.wait(waits, timeout=self._grace, return_when="FIRST_COMPLETED")
                if not done:
                    self._journal.leave_behind()
        await self._end()

    async def _end(self) -> None:
        """Let the task take its last steps, or cut it off."""
        task, self._task = self._task, None
        if task is not None and self._stopped.done():
            await asyncio.wait({task}, timeout=self._grace)
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=self._grace)

    async def _run(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self._app(scope, self._receive, self._send)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - an app may raise what it likes, and it is told of
            self._raised(error)
        finally:
            self._settle(self._started)
            self._settle(self._stopped)

    def _raised(self, error: BaseException) -> None:
        """Take what the app raised; before it has heard a word that means: I know of no lifespan."""
        if not self._heard or self._failed is not None:
            return
        self._failed = error
        if not self._started.done():
            self._started.set_exception(error)
        else:
            self._journal.failed(SHUTDOWN if self._stopping else RUNNING, error)

    async def _receive(self) -> Message:
        self._heard += 1
        if self._heard == 1:
            return {"type": "lifespan.startup"}
        if not self._stopping:
            # Not an event: the report of a deadlock would take it for the cause, and it never is.
            listener: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._listeners.append(listener)
            await listener
        if self._heard > 2 or self._failed is not None:  # noqa: PLR2004 - there are two messages in all
            self._hang_up()
        return {"type": "lifespan.shutdown"}

    def _tell_of_end(self) -> None:
        self._stopping = True
        for listener in self._listeners:
            self._settle(listener)

    def _hang_up(self) -> None:
        """End an app that goes on listening after all has been said."""
        if self._task is not None:
            self._task.cancel()
        raise asyncio.CancelledError

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "lifespan.startup.complete":
            self._settle(self._started)
        elif kind == "lifespan.shutdown.complete":
            self._settle(self._stopped)
        elif kind in ("lifespan.startup.failed", "lifespan.shutdown.failed"):
            # Apps say so while they handle what went wrong: that is the better news than their text.
            self._raised(sys.exc_info()[1] or LifespanFailed(_wording(message)))
            self._settle(self._stopped)
        else:
            self._heard = 0
            raise RuntimeError(f"a lifespan has no message {kind!r}")

    @staticmethod
    def _settle(future: asyncio.Future[None]) -> None:
        if not future.done():
            future.set_result(None)


def _wording(message: Message) -> str:
    what = "start" if "startup" in message["type"] else "shut down"
    return f"the app said that it could not {what}: {message.get('message') or 'it gave no reason'}"
