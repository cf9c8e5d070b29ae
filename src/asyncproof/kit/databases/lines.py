"""Lines of JSON to and from another process, waited for on whatever event loop runs."""

from __future__ import annotations

import asyncio
import json
import os
from collections import deque
from contextlib import suppress
from typing import IO, Any

_MOST = 65536


class Lines:
    """What another process says, sorted by what it is about."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        os.set_blocking(pipe.fileno(), False)
        self._rest = b""
        self._said: dict[str, deque[dict[str, Any]]] = {}
        self._ended = False
        self._news: asyncio.Future[None] | None = None

    @staticmethod
    def say(pipe: IO[bytes], line: dict[str, Any]) -> None:
        """Say something, if anybody is there to hear it; who waits for an answer learns that nobody is."""
        with suppress(BrokenPipeError, ValueError):
            pipe.write(json.dumps(line).encode() + b"\n")
            pipe.flush()

    async def take(self, what: str) -> dict[str, Any] | None:
        """Return the next thing that is said about something; None if nothing will be."""
        said = self._said.setdefault(what, deque())
        self._read()
        while not said:
            if self._ended:
                return None
            await self._wait()
        return said.popleft()

    async def _wait(self) -> None:
        """Wait until something is said; several tasks may wait, and each may be cancelled."""
        loop = asyncio.get_running_loop()
        if self._news is None or self._news.get_loop() is not loop:
            self._news = loop.create_future()
            loop.add_reader(self._pipe.fileno(), self._hear, loop, self._news)
        await asyncio.wait([self._news])

    def _hear(self, loop: asyncio.AbstractEventLoop, news: asyncio.Future[None]) -> None:
        loop.remove_reader(self._pipe.fileno())
        self._news = None
        self._read()
        if not news.done():
            news.set_result(None)

    def _read(self) -> None:
        while not self._ended:
            try:
                data = os.read(self._pipe.fileno(), _MOST)
            except BlockingIOError:
                return
            self._ended = not data
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                answer = json.loads(line)
                self._said.setdefault(answer["what"], deque()).append(answer)
