"""An event is set and cleared before the one who waits for it gets there."""

from __future__ import annotations

import asyncio


class Server:
    def __init__(self) -> None:
        self.started = asyncio.Event()

    async def start(self) -> None:
        self.started.set()
        self.started.clear()


async def client(server: Server) -> None:
    """Wait for a server that has started already."""
    await asyncio.sleep(0)
    await server.started.wait()


async def talk() -> None:
    """Start a server and a client."""
    server = Server()
    calling = asyncio.create_task(client(server), name="client")
    await server.start()
    await calling


main = talk
