from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.stub import Reply

if TYPE_CHECKING:
    from asyncproof.stub import Host, Net, Request
    from tests.stub.clients import Client

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("returned", "status", "text"),
    [
        (Reply(404, text="no"), 404, "no"),
        ({"a": 1}, 200, '{"a": 1}'),
        ([1], 200, "[1]"),
        ("text", 200, "text"),
        (b"bytes", 200, "bytes"),
    ],
)
async def test_what_a_function_returns(
    api: Host, client: Client, returned: Any, status: int, text: str
) -> None:
    """A reply, a dict, a list, text and bytes are all sent."""
    api.get("/").reply(lambda _: returned)
    got = await client.get(f"{api.url}/")
    assert (got.status, got.text) == (status, text)


async def test_an_async_function(api: Host, client: Client) -> None:
    """A function that is async takes its time, and other requests are answered meanwhile."""

    async def slow(request: Request) -> Reply:
        await asyncio.sleep(int(request.params["s"]))
        return Reply(text=request.params["s"])

    api.get("/{s}").reply(slow, times=2)
    loop = asyncio.get_running_loop()
    start = loop.time()
    got = await asyncio.gather(client.get(f"{api.url}/3"), client.get(f"{api.url}/2"))
    assert [each.text for each in got] == ["3", "2"]
    assert loop.time() - start == pytest.approx(3)


async def test_a_function_that_fails(net: Net, api: Host, client: Client) -> None:
    """The client gets a 500, and the test is told what was raised."""
    net.allow("handler")

    async def later(_: Request) -> Reply:
        await asyncio.sleep(1)
        raise LookupError("so what")

    api.get("/").reply(lambda _: 1 / 0).reply(lambda _: None).reply(later)
    assert [(await client.get(f"{api.url}/")).status for _ in range(3)] == [500, 500, 500]
    told = [wrong.what for wrong in net.book.wrong]
    assert "could not be made: ZeroDivisionError: division by zero" in told[0]
    assert "returned None, which is no reply" in told[1]
    assert "LookupError: so what" in told[2]
