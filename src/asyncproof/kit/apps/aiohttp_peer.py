"""The server half for aiohttp.web apps: aiohttp's own runner; the only file that knows aiohttp."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.kit.apps.journal import place_of

if TYPE_CHECKING:
    from asyncproof.kit.apps.journal import Journal
    from asyncproof.kit.apps.options import Options


def is_aiohttp(app: object) -> bool:
    """Say whether this is an aiohttp.web application; whoever has one has imported aiohttp."""
    web = sys.modules.get("aiohttp.web")
    return web is not None and isinstance(app, web.Application)


class AiohttpPeer:
    """Serves an aiohttp.web application with aiohttp's own protocol."""

    def __init__(self, app: Any, journal: Journal, options: Options) -> None:
        """Prepare; nothing runs before `start`."""
        from aiohttp import web  # noqa: PLC0415 - it is an extra

        self.state: dict[str, Any] = {}
        self._journal = journal
        self._grace = options.grace
        self._closing = False
        self._expected = web.HTTPException
        self._runner = web.AppRunner(
            app,
            keepalive_timeout=float("inf") if options.keep_alive is None else options.keep_alive,
            shutdown_timeout=options.grace,
        )

    def protocol(self) -> asyncio.BaseProtocol:
        """Make the protocol of a new connection."""
        protocol: asyncio.BaseProtocol = self._server()
        return protocol

    async def start(self) -> None:
        """Run the app's startup and cleanup contexts; raises what they raise, after cleaning up."""
        try:
            await self._runner.setup()
        except BaseException:
            await self._runner.cleanup()
            raise
        server: Any = self._runner.server
        self._handler, server.request_handler = server.request_handler, self._watch
        self._server = server

    async def stop(self) -> None:
        """End connections, then what the app is still at, then the app."""
        self._closing = True
        try:
            await self._runner.cleanup()
        except Exception as error:  # noqa: BLE001 - whatever the app raises is told of
            self._journal.failed("its cleanup", error)
        # A handler whose client left is not aiohttp's business any more, and may still be there.
        if self._journal.unfinished():
            self._journal.leave_behind()
            for work in self._journal.unfinished():
                if work.task is not None:
                    work.task.cancel()
            await self.wait_idle(self._grace)

    async def wait_idle(self, timeout: float | None = None) -> None:
        """Wait until all requests that have come in are answered."""
        tasks = {work.task for work in self._journal.unfinished() if work.task is not None}
        if tasks:
            await asyncio.wait(tasks, timeout=timeout)

    async def _watch(self, request: Any) -> Any:
        label = f"{request.method} {request.path}"
        with self._journal.busy(label):
            try:
                return await self._handler(request)
            except asyncio.CancelledError as error:
                if self._closing and not self._journal.left_behind:
                    self._journal.left_behind.append(f"{label}{place_of(error.__traceback__)}")
                raise
            except self._expected:
                raise
            except BaseException as error:
                if not (isinstance(error, ConnectionError) and _has_left(request)):
                    self._journal.failed(label, error)
                raise


def _has_left(request: Any) -> bool:
    return request.transport is None or request.transport.is_closing()
