"""Turn lost at the hand-over: who waits for a connection is cancelled when it is theirs, unknown to them.

In asyncio's order nobody ever waits: the first query is long over when the second begins. It takes both, a
first query that is slow and a second one that is given up.
"""

import asyncio
from collections import deque

from quality.known import Known

KNOWN = Known("cancel", within=1000)


class Pool:
    """One connection; who has to wait for it is handed it by who gives it back."""

    def __init__(self) -> None:
        self.free = 1
        self.turns: deque[asyncio.Future[None]] = deque()

    async def take(self) -> None:
        """Take the connection, or wait for one's turn."""
        if self.free:
            self.free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self.turns.append(turn)
        await turn

    async def take_safely(self) -> None:
        """Pass the turn on if it comes too late."""
        if self.free:
            self.free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self.turns.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """Hand it to who waits."""
        while self.turns:
            turn = self.turns.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self.free += 1


async def _query(pool: Pool, begin: float, *, safely: bool) -> None:
    await asyncio.sleep(begin)
    await (pool.take_safely() if safely else pool.take())
    try:
        await asyncio.sleep(0.01)
    finally:
        pool.give_back()


async def _something_else() -> None:
    for _ in range(2):
        await asyncio.sleep(0.1)


async def _serve(*, safely: bool) -> Pool:
    pool = Pool()
    queries = [_query(pool, begin, safely=safely) for begin in (0, 0.5)]
    others = [_something_else() for _ in range(6)]
    await asyncio.wait([asyncio.ensure_future(one) for one in (*queries, *others)])
    return pool


async def broken() -> None:
    """Whoever is cancelled forgets to look whether it was their turn."""
    pool = await _serve(safely=False)
    assert pool.free == 1, "nobody has the connection, and it is not free"


async def fixed() -> None:
    """It is passed on."""
    pool = await _serve(safely=True)
    assert pool.free == 1, "nobody has the connection, and it is not free"
