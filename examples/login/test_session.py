from __future__ import annotations

import asyncio

from asyncproof import VirtualClock
from examples.login.session import Session


class Server:
    """Hands out numbered tokens, and takes half a second for each."""

    def __init__(self) -> None:
        self.logins = 0

    async def log_in(self) -> str:
        await asyncio.sleep(0.5)
        self.logins += 1
        return f"token {self.logins}"


async def test_a_token_is_kept_until_half_a_minute_before_its_end() -> None:
    """At 14:30 the token is still used; a moment later it is renewed."""
    session = Session(Server().log_in)
    first = await session.token()
    await asyncio.sleep(870)
    still = await session.token()
    await asyncio.sleep(0.001)
    assert [first, still, await session.token()] == ["token 1", "token 1", "token 2"]


async def test_a_burst_of_requests_logs_in_once() -> None:
    """Fifty requests that start with no token cause one login."""
    server = Server()
    session = Session(server.log_in)
    tokens = await asyncio.gather(*(session.token() for _ in range(50)))
    assert (set(tokens), server.logins) == ({"token 1"}, 1)


async def test_a_working_day_of_requests(clock: VirtualClock) -> None:
    """One request a minute for eight hours needs 32 logins."""
    server = Server()
    session = Session(server.log_in)
    for minute in range(8 * 60):
        await asyncio.sleep(minute * 60 - clock.now)
        await session.token()
    assert server.logins == 32
