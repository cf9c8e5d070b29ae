from __future__ import annotations

import asyncio
import errno
from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.loop.choosers import FirstChooser, RandomChooser, ReplayChooser
from asyncproof.loop.network import Connection, Link, Network
from tests.loop.network.ends import Collector, Ends, connected, now, run


def test_latency_is_exact() -> None:
    """A latency of 0.25 makes a round trip of exactly half a second, and connecting is one round trip."""
    network = Network(latency=0.25)

    async def main() -> list[float]:
        ends = await connected(network)
        times = [now()]
        ends.client.transport.write(b"ping")
        await asyncio.sleep(0.25)
        ends.server.transport.write(b"pong")
        await asyncio.sleep(1)
        return times + [at for at, _ in ends.server.received + ends.client.received]

    assert run(main, network) == [0.5, 0.75, 1.0]


async def _echoed(network: Network) -> tuple[list[float], bytes]:
    """Send a letter every second, and return how late they came, and in which order."""
    ends = await connected(network)
    begun = now()
    for letter in b"abcdefghijklmnopqrstuvwxyz":
        ends.client.transport.write(bytes([letter]))
        await asyncio.sleep(1)
    await asyncio.sleep(10)
    took = [at - begun - number for number, (at, _) in enumerate(ends.server.received)]
    return took, ends.server.data


def test_jitter_is_up_to_so_much_and_the_same_in_every_run() -> None:
    """Each way takes the latency and some of the jitter; a second run takes just as long."""
    network = Network(latency=0.5)
    network.link("peer.example", jitter=0.4)
    first = run(lambda: _echoed(network), network)
    assert run(lambda: _echoed(network), network) == first
    took, _ = first
    assert len({round(each, 6) for each in took}) > 5
    assert all(0.5 <= each <= 0.9 + 1e-6 for each in took)


def test_jitter_keeps_the_order_of_a_stream() -> None:
    """Bytes of one connection never overtake each other, even if the jitter is longer than their distance."""
    network = Network(jitter=5)
    _, data = run(lambda: _echoed(network), network)
    assert data == b"abcdefghijklmnopqrstuvwxyz"


def test_jitter_is_a_choice_that_a_replay_repeats() -> None:
    """With a chooser each way is a question: none of it by itself, and as recorded in a replay."""
    network = Network(latency=0.5, jitter=0.4)
    took, _ = run(lambda: _echoed(network), network, chooser=FirstChooser())
    assert {round(each, 6) for each in took} == {0.5}

    loops: list[Any] = []

    async def noted() -> Any:
        loops.append(asyncio.get_running_loop())
        return await _echoed(network)

    chosen = run(noted, network, chooser=RandomChooser(3))
    schedule = loops[0].schedule
    assert "jitter" in {choice.kind for choice in schedule.choices}
    assert run(noted, network, chooser=ReplayChooser(schedule)) == chosen != (took, chosen[1])


def test_bandwidth_is_exact() -> None:
    """A million bytes at 100,000 bytes a second take ten seconds, plus the latency."""
    network = Network(latency=0.5, bandwidth=100_000)

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(bytes(1_000_000))
        await asyncio.sleep(60)
        return ends

    ends = run(main, network)
    assert len(ends.server.data) == 1_000_000
    assert ends.server.received[-1][0] == 1.0 + 10 + 0.5


def test_bandwidth_is_shared_by_the_connections_of_a_link() -> None:
    """Two uploads over one link take as long as one of both sizes; the two directions don't share."""
    network = Network()
    network.link("peer.example", bandwidth=1000)

    async def main() -> list[Ends]:
        first, second = await connected(network), await connected(network)
        first.client.transport.write(bytes(1000))
        second.client.transport.write(bytes(1000))
        second.server.transport.write(bytes(1000))
        await asyncio.sleep(10)
        return [first, second]

    first, second = run(main, network)
    assert (first.server.received[-1][0], second.server.received[-1][0]) == (1.0, 2.0)
    assert second.client.received[-1][0] == 1.0


def test_a_slow_link_pauses_the_writer() -> None:
    """More than the buffers hold pauses the protocol until enough has left."""
    network = Network(bandwidth=1_000_000)

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(bytes(1_000_000))
        assert ends.client.told == ["pause"]
        await asyncio.sleep(10)
        return ends

    ends = run(main, network)
    assert ends.client.told == ["pause", "resume"]
    assert ends.server.received[-1][0] == 1.0


def test_a_new_run_finds_the_way_free() -> None:
    """What one run sent does not hold up the next one, whose clock begins anew."""
    network = Network(bandwidth=1000)

    async def main() -> list[float]:
        ends = await connected(network)
        ends.client.transport.write(bytes(1000))
        await asyncio.sleep(10)
        return [at for at, _ in ends.server.received]

    assert run(main, network) == run(main, network) == [1.0]


def test_a_link_can_be_changed_under_a_live_connection() -> None:
    """A link that is made or changed later holds for connections that are there, from then on."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(b"a")
        link = network.link("peer.example", 7, latency=1)
        ends.client.transport.write(b"b")
        link.latency = 5
        ends.client.transport.write(b"c")
        await asyncio.sleep(10)
        return ends

    assert run(main, network).server.received == [(0.0, b"a"), (1.0, b"b"), (5.0, b"c")]


def test_a_port_has_its_own_link() -> None:
    """The link of a port comes before that of its host, which comes before the network's."""
    network = Network(latency=1)
    host = network.link("peer.example", latency=2)
    port = network.link("peer.example", 7, bandwidth=10)
    assert (port.latency, port.bandwidth) == (2, 10)
    assert network.link("peer.example") is host
    assert network.link_to("peer.example", 7) is port
    assert network.link_to("peer.example", 8) is host
    assert network.link_to("other.example", 7).latency == 1


def test_a_link_can_refuse() -> None:
    """A refusing link says that it was told to, after one round trip."""
    network = Network(latency=0.5)
    network.link("peer.example", connect="refused")

    async def main() -> float:
        with pytest.raises(ConnectionRefusedError, match=r"link to 'peer\.example' is set to refuse"):
            await connected(network)
        return now()

    assert run(main, network) == 1.0


def test_a_link_can_hang() -> None:
    """An attempt that nobody answers ends as Linux ends it, after 127 seconds, or by the client's timeout."""
    network = Network()
    network.link("peer.example", connect="hang")

    async def main() -> list[float]:
        loop = asyncio.get_running_loop()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(loop.create_connection(Collector, "peer.example", 7), 5)
        times = [now()]
        with pytest.raises(OSError, match="timed out") as caught:
            await loop.create_connection(Collector, "peer.example", 7)
        assert caught.value.errno == errno.ETIMEDOUT
        return [*times, now()]

    assert run(main, network) == [5.0, 132.0]


def test_a_link_can_be_unresolved() -> None:
    """A host whose name does not resolve is a failed lookup, and a miss."""
    network = Network()
    network.link("peer.example", connect="unresolved")

    async def main() -> None:
        with pytest.raises(OSError, match=r"Name or service not known: the link to 'peer\.example' says so"):
            await connected(network)

    run(main, network)
    assert [miss.host for miss in network.misses] == ["peer.example"]


def test_faults_can_be_prepared_before_the_first_byte() -> None:
    """on_connect gets each new connection before a byte has travelled."""
    network = Network()
    seen: list[Connection] = []

    def prepare(connection: Connection) -> None:
        seen.append(connection)
        connection.truncate(after=2)

    network.link("peer.example").on_connect = prepare

    async def main() -> Ends:
        ends = await connected(network)
        ends.server.transport.write(b"hello")
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.client.data == b"he"
    assert seen == [ends.connection]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"latency": -1}, "latency must be 0 seconds or more, not -1"),
        ({"latency": float("nan")}, "not nan"),
        ({"bandwidth": 0}, "more than 0 bytes per second, or None, not 0"),
        ({"connect": "maybe"}, "not 'maybe'"),
        ({"jitter": -1}, "jitter must be 0 seconds or more, not -1"),
        ({"loss": 1.5}, "loss is a share from 0 to 1 of all datagrams, not 1.5"),
        ({"loss": float("nan")}, "not nan"),
    ],
)
def test_bad_values_are_refused(options: dict[str, object], message: str) -> None:
    """A link that makes no sense is refused, with the value."""
    with pytest.raises(UsageError, match=message):
        Link(**options)


def test_a_link_shows_what_was_set() -> None:
    """The repr names latency, bandwidth, what becomes of connecting, and what else there is."""
    assert repr(Link(jitter=0.5, loss=0.1)).endswith("connect='ok' jitter=0.5 loss=0.1>")
    assert repr(Link(latency=0.5)) == "<Link latency=0.5 bandwidth=None connect='ok'>"
