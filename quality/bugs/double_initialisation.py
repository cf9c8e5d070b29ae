"""Double initialisation: the second one who needs the client comes while the first is still connecting."""

import asyncio
from collections.abc import Awaitable, Callable

from quality.known import Known

KNOWN = Known("latency", within=60)


class Service:
    """Connects when it is first needed."""

    def __init__(self) -> None:
        self.client: object | None = None
        self.made = 0
        self.lock = asyncio.Lock()

    async def connect(self) -> None:
        """Make the client unless it is there."""
        if self.client is None:
            await asyncio.sleep(0)
            self.made += 1
            self.client = object()

    async def connect_once(self) -> None:
        """Do so while nobody else does."""
        async with self.lock:
            await self.connect()


async def _requests(service: Service, connect: Callable[[], Awaitable[None]]) -> None:
    async def request(after: float) -> None:
        await asyncio.sleep(after)
        await connect()

    await asyncio.gather(request(0), request(0.05))
    assert service.made == 1


async def broken() -> None:
    """Nobody is kept out meanwhile."""
    service = Service()
    await _requests(service, service.connect)


async def fixed() -> None:
    """A lock keeps the second out."""
    service = Service()
    await _requests(service, service.connect_once)
