from __future__ import annotations

import asyncio

import pytest

from asyncproof.core import UsageError
from asyncproof.loop import ControlledLoop
from asyncproof.loop.network import Connection, Network, Said
from tests.loop.network.ends import Collector, Ends, connected, run


def test_it_counts_bytes_each_way() -> None:
    """A connection knows its ends' addresses and how much was sent each way."""
    network = Network()

    async def main() -> Connection:
        ends = await connected(network)
        ends.client.transport.write(b"four")
        ends.server.transport.write(b"seven!!")
        await asyncio.sleep(1)
        return ends.connection

    connection = run(main, network)
    assert (connection.bytes_to_server, connection.bytes_to_client) == (4, 7)
    assert (connection.host, connection.port) == ("peer.example", 7)
    assert connection.client[0] == "127.0.0.1"
    assert connection.server == ("240.0.0.1", 7)
    assert "peer.example:7#1" in repr(connection)
    assert "4 bytes there, 7 back" in repr(connection)


def test_only_live_connections_are_listed() -> None:
    """A connection is listed until both ends are gone; its transports lead back to it."""
    network = Network()

    async def main() -> None:
        ends = await connected(network)
        assert network.connections == [ends.connection]
        assert network.left_behind() == ["connection peer.example:7#1"]
        assert ends.connection.is_open
        assert ends.client.transport is ends.connection.client_transport
        assert ends.server.transport is ends.connection.server_transport
        assert ends.client.transport.get_extra_info("connection") is ends.connection
        ends.client.transport.close()
        await asyncio.sleep(1)
        assert network.connections == []
        assert not ends.connection.is_open

    run(main, network)


def test_a_transcript_is_kept_if_asked_for() -> None:
    """With record=True every run of bytes is kept, with when and towards whom."""
    network = Network(record=True, latency=0.5)

    async def main() -> list[Said]:
        ends = await connected(network)
        ends.client.transport.write(b"ping")
        await asyncio.sleep(0.5)
        ends.server.transport.write(b"pong")
        return ends.connection.transcript

    assert run(main, network) == [Said(1.0, "server", b"ping"), Said(1.5, "client", b"pong")]


def test_a_cut_resets_both_ends_and_loses_what_is_on_its_way() -> None:
    """After a cut both ends see ConnectionResetError, later and not at once, and bytes in flight are gone."""
    network = Network(latency=1)

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(b"in flight")
        ends.connection.cut()
        assert not ends.client.lost_with
        await asyncio.sleep(0.1)
        ends.client.transport.write(b"silent")
        await asyncio.sleep(5)
        return ends

    ends = run(main, network)
    for end in (ends.client, ends.server):
        [error] = end.lost_with
        assert isinstance(error, ConnectionResetError)
        assert "peer.example:7#1 was cut" in str(error)
    assert ends.server.data == b""


def test_a_connection_can_be_cut_before_its_client_knows_of_it() -> None:
    """A cut while the answer to the client travels reaches the client too."""
    network = Network(latency=1)
    network.link("peer.example").on_connect = lambda connection: connection.cut()

    async def main() -> Ends:
        ends = await connected(network)
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert [type(error) for error in ends.client.lost_with] == [ConnectionResetError]


@pytest.mark.parametrize("after", [0, 3, 5])
def test_a_reset_lets_so_many_bytes_pass(after: int) -> None:
    """The receiver gets exactly `after` bytes, then both ends see ConnectionResetError."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.connection.reset(after=after)
        ends.server.transport.write(b"hello")
        ends.server.transport.write(b" world")
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.client.data == b"hello"[:after]
    assert [type(error) for error in ends.client.lost_with + ends.server.lost_with] == [
        ConnectionResetError
    ] * 2


def test_a_reset_counts_what_has_passed_before() -> None:
    """Bytes are counted from the start of the connection: a limit that has been passed acts at once."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network)
        ends.client.transport.write(b"hello")
        await asyncio.sleep(1)
        ends.connection.reset(after=3, towards="server")
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.server.data == b"hello"
    assert [type(error) for error in ends.server.lost_with] == [ConnectionResetError]


def test_a_truncated_stream_ends_early() -> None:
    """The receiver gets `after` bytes and the end of the stream; the sender is told nothing."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network, keep_open=True)
        ends.connection.truncate(after=3)
        ends.server.transport.write(b"hello")
        ends.server.transport.write(b" world")
        await asyncio.sleep(1)
        assert ends.server.lost_with == []
        return ends

    ends = run(main, network)
    assert ends.client.data == b"hel"
    assert ends.client.ended_at == 0.0
    assert ends.connection.bytes_to_client == 3


def test_a_half_closed_connection_still_works_the_other_way() -> None:
    """One side sees the end of the stream; what it sends still arrives."""
    network = Network()

    async def main() -> Ends:
        ends = await connected(network, keep_open=True)
        ends.server.transport.write(b"before")
        ends.connection.half_close(towards="client")
        ends.server.transport.write(b"after")
        await asyncio.sleep(1)
        ends.client.transport.write(b"still there")
        await asyncio.sleep(1)
        return ends

    ends = run(main, network)
    assert ends.client.data == b"before"
    assert ends.client.ended_at is not None
    assert ends.server.data == b"still there"


def test_a_delay_holds_what_is_sent_from_now_on() -> None:
    """A delay is added to the latency, towards one side or both, and can be taken back; order is kept."""
    network = Network(latency=0.5)

    async def main() -> Ends:
        ends = await connected(network)
        began = asyncio.get_running_loop().time()
        assert began == 1.0
        ends.connection.delay(2, towards="server")
        ends.client.transport.write(b"a")
        ends.server.transport.write(b"b")
        ends.connection.delay(0)
        ends.client.transport.write(b"c")
        await asyncio.sleep(5)
        return ends

    ends = run(main, network)
    assert ends.server.received == [(3.5, b"a"), (3.5, b"c")]
    assert ends.client.received == [(1.5, b"b")]


def test_bad_arguments_of_faults_are_refused() -> None:
    """A wrong side, a negative size or time: each is named."""
    network = Network()

    async def main() -> None:
        ends = await connected(network)
        with pytest.raises(UsageError, match='towards is "client" or "server", not \'up\''):
            ends.connection.reset(towards="up")
        with pytest.raises(UsageError, match="from 0 up, not -1"):
            ends.connection.truncate(after=-1)
        with pytest.raises(UsageError, match="0 seconds or more, not by -1"):
            ends.connection.delay(-1)

    run(main, network)


def test_a_failing_factory_is_reported_and_closes_the_connection() -> None:
    """A peer whose factory raises is reported to the exception handler, always; the client sees the end."""
    network = Network()
    reported = []

    def factory() -> asyncio.Protocol:
        raise ZeroDivisionError

    network.mount("peer.example", 7, factory)

    async def main() -> Collector:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(context))
        _, client = await loop.create_connection(Collector, "peer.example", 7)
        await asyncio.sleep(1)
        return client

    assert run(main, network).lost_with == [None]
    assert [type(context["exception"]) for context in reported] == [ZeroDivisionError]


def test_a_client_that_gives_up_leaves_no_connection() -> None:
    """A connection attempt that is cancelled while the answer travels is hung up again."""
    network = Network(latency=1)
    server = Collector()
    network.mount("peer.example", 7, lambda: server)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(loop.create_connection(Collector, "peer.example", 7))
        await asyncio.sleep(1.5)
        task.cancel()
        await asyncio.sleep(5)

    run(main, network)
    assert server.lost_with == [None]
    assert network.connections == []


def test_an_interrupt_in_a_factory_is_not_swallowed() -> None:
    """KeyboardInterrupt ends the run, as on a stock loop."""
    network = Network()

    def factory() -> asyncio.Protocol:
        raise KeyboardInterrupt

    network.mount("peer.example", 7, factory)
    loop = ControlledLoop(network=network)
    task = loop.create_task(loop.create_connection(Collector, "peer.example", 7))
    with pytest.raises(KeyboardInterrupt):
        loop.run_until_complete(task)
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.run_until_complete(asyncio.sleep(1))
    loop.close()
