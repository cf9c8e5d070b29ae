from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net
    from tests.stub.clients import Client

pytestmark = pytest.mark.asyncio


async def test_no_answer_at_all(api: Host, client: Client) -> None:
    """A host that hangs is left by the client's own timeout."""
    api.get("/").hang()
    start = asyncio.get_running_loop().time()
    with pytest.raises(client.gives_up):
        await client.get(f"{api.url}/")
    assert asyncio.get_running_loop().time() - start == pytest.approx(5)


async def test_connections_that_break(net: Net, api: Host, client: Client) -> None:
    """A reset, a closed connection and garbage are errors of the client's; then all is well again."""
    order = api.post("/")  # what is idempotent, aiohttp would send once more by itself
    order.reset().hang_up(delay=1).garbage().garbage(b"SSH-2.0\r\n").reset(delay=2).reply(text="at last")
    for _ in range(5):
        with pytest.raises(client.breaks):
            await client.ask("POST", f"{api.url}/")
    assert (await client.ask("POST", f"{api.url}/")).text == "at last"
    told = [entry.answered for entry in net.book.entries]
    assert told[:4] == [
        "connection reset",
        "connection closed without an answer",
        "15 bytes of garbage",
        "9 bytes of garbage",
    ]


async def test_how_silence_is_told(net: Net, api: Host, client: Client) -> None:
    """The transcript says that there was no answer."""
    api.get("/").hang()
    with pytest.raises(client.gives_up):
        await client.get(f"{api.url}/")
    assert net.transcript().endswith("GET http://api.example.com/ -> never answered")
