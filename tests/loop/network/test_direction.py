from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from asyncproof.loop import RandomChooser
from asyncproof.loop.network import Network
from asyncproof.loop.network.direction import Kind
from tests.loop.network.ends import Collector, Ends, connected, run


def test_writes_of_one_moment_arrive_together() -> None:
    """As from a kernel's buffer: what was written before the receiver looked is one read."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        for data in (b"a", b"b", b"c"):
            ends.client.transport.write(data)
        await asyncio.sleep(1)
        ends.client.transport.writelines([b"d", b"e"])
        await asyncio.sleep(1)
        return ends

    assert run(main, network).server.received == [(0.0, b"abc"), (1.0, b"de")]


def test_one_read_is_at_most_256_kib() -> None:
    """A large write is cut as one read of a socket would cut it."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(bytes(600_000))
        await asyncio.sleep(1)
        return ends

    sizes = [len(data) for _, data in run(main, network).server.received]
    assert sum(sizes) == 600_000
    assert max(sizes) == 256 * 1024


def test_latency_does_not_narrow_the_way() -> None:
    """With latency and no bandwidth a large body needs the latency once, not once per buffer."""
    network = Network(latency=0.5)

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(bytes(5_000_000))
        await asyncio.sleep(5)
        return ends

    ends = run(main, network)
    assert len(ends.server.data) == 5_000_000
    assert {at for at, _ in ends.server.received} == {1.5}


@pytest.mark.parametrize("seed", range(20))
def test_bytes_keep_their_order_whatever_is_chosen(seed: int) -> None:
    """Under a chooser that delays and reorders what arrives, each stream stays whole and in order."""
    network = Network(latency=0.01 * (seed % 2), bandwidth=None if seed % 3 else 5_000_000)
    dice = random.Random(seed)
    there, back = dice.randbytes(700_000), dice.randbytes(300_000)

    async def main() -> Ends:
        ends = await connected(network, keep_open=True)
        for end, data in ((ends.client, there), (ends.server, back)):
            begin = 0
            while begin < len(data):
                size = dice.choice([1, 1000, 100_000, 300_000])
                end.transport.write(data[begin : begin + size])
                begin += size
            end.transport.write_eof()
        while ends.client.ended_at is None or ends.server.ended_at is None:
            if dice.random() < 0.5:
                ends.server.transport.pause_reading()
            await asyncio.sleep(0.001)
            ends.server.transport.resume_reading()
            await asyncio.sleep(0.001)
        return ends

    ends = run(main, network, chooser=RandomChooser(seed))
    assert ends.server.data == there
    assert ends.client.data == back


@pytest.mark.parametrize("seed", range(20))
def test_a_greeting_may_overtake_the_answer_to_the_client(seed: int) -> None:
    """What a server says at once is kept until the client knows that it is connected."""
    network = Network()

    class Greeter(Collector):
        def connection_made(self, transport: Any) -> None:
            transport.write(b"welcome")

    network.mount("peer.example", 7, Greeter)

    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(Collector, "peer.example", 7)
        await asyncio.sleep(2)  # a chooser may hold back for as long as the slack, a second
        return client.data

    assert run(main, network, chooser=RandomChooser(seed)) == b"welcome"


def test_a_direction_shows_where_it_leads() -> None:
    """The name of an arrival's source says which connection and which way."""
    network = Network()

    async def main() -> str:
        ends = await connected(network)
        return repr(ends.client.transport.out)

    assert run(main, network) == "<Direction peer.example:7#1 to server>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "27 bytes, GET / HTTP/1.1"),
        (b"x", "1 byte, x"),
        (b"\x00\xff", "2 bytes"),
        (bytearray(b"caf\xc3\xa9"), "5 bytes"),
    ],
)
def test_what_arrives_next_is_told(data: bytes, told: str) -> None:
    """Who draws a run may say how much arrives, and its first line where a person can read it."""
    network = Network()

    async def main() -> list[str]:
        ends = await connected(network)
        (connection,) = network._connections
        way = connection._to_server
        before = way.arriving()
        ends.client.transport.write(data)
        on_its_way = way.arriving()
        await asyncio.sleep(1)
        way.signal(Kind.END)
        return [before, on_its_way, way.arriving()]

    before, on_its_way, end = run(main, network)
    assert on_its_way == f"{before}: {told}"
    assert end == f"{before}: end"
