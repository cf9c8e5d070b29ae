import asyncio
import socket
from unittest import mock

import pytest
import pytest_asyncio

pytestmark = pytest.mark.asyncio


async def echo(reader, writer):
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()


class Quiet(asyncio.Protocol):
    pass


async def test_lie_start_server():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)  # lie: leaked-server
    assert server.is_serving()


async def test_honest_async_with():
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        assert server.is_serving()


async def test_honest_closed():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    server.close()
    await server.wait_closed()


async def test_honest_closed_and_not_waited_for():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    server.close()


async def test_lie_create_server():
    loop = asyncio.get_running_loop()
    await loop.create_server(Quiet, "127.0.0.1", 0)  # lie: leaked-server


async def test_lie_unix_server(tmp_path):
    await asyncio.start_unix_server(echo, str(tmp_path / "s"))  # lie: leaked-server


async def test_honest_served_forever():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    task.cancel()


async def test_lie_global_server():
    global KEPT
    KEPT = await asyncio.start_server(echo, "127.0.0.1", 0)  # lie: leaked-server


@pytest_asyncio.fixture
async def address():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()
    server.close()


async def test_lie_open_connection(address):
    reader, writer = await asyncio.open_connection(*address)  # lie: leaked-transport
    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"


async def test_honest_open_connection():
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"hello\n")
        assert await reader.readline() == b"hello\n"
        writer.close()
        await writer.wait_closed()


async def test_honest_not_waited_for():
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.close()


async def test_lie_create_connection(address):
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(Quiet, *address)  # lie: leaked-transport
    assert transport


async def test_honest_create_connection():
    loop = asyncio.get_running_loop()
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        transport, _ = await loop.create_connection(Quiet, *server.sockets[0].getsockname())
        transport.write(b"x\n")
        transport.close()


async def test_lie_datagram():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(  # lie: leaked-transport
        asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
    )
    assert transport


async def test_honest_datagram():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
    )
    transport.close()


async def test_lie_pair_of_sockets():
    left, right = socket.socketpair()
    with right:
        await asyncio.open_connection(sock=left)  # lie: leaked-transport


async def test_honest_pair_of_sockets():
    left, right = socket.socketpair()
    with right:
        _, writer = await asyncio.open_connection(sock=left)
        writer.close()


async def test_honest_fixture(address):
    _, writer = await asyncio.open_connection(*address)
    writer.close()


async def test_lie_with_fixture(address):
    _, writer = await asyncio.open_connection(*address)  # lie: leaked-transport
    writer.write(b"hello\n")


@pytest_asyncio.fixture
async def careless():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    yield server


async def test_lie_careless_fixture(careless):
    # lie: leaked-server
    assert careless.is_serving()


def test_lie_in_a_sync_test():
    async def main():
        await asyncio.start_server(echo, "127.0.0.1", 0)  # lie: leaked-server

    asyncio.run(main())


test_lie_in_a_sync_test = pytest.mark.filterwarnings("ignore:.*is marked with")(test_lie_in_a_sync_test)


class Recorded(asyncio.Transport):
    def __init__(self):
        super().__init__()
        self.sent = []

    def write(self, data):
        self.sent.append(data)

    def is_closing(self):
        return False


async def test_honest_made_up_transport():
    loop = asyncio.get_running_loop()
    for transport in (Recorded(), mock.Mock(spec=asyncio.Transport, is_closing=lambda: False)):
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        writer.write(b"x")


async def test_honest_closed_by_the_other_side(address):
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(Quiet, *address)
    transport.write(b"x\n")
    while not transport.is_closing():
        await asyncio.sleep(0.001)


async def test_honest_aborted(address):
    _, writer = await asyncio.open_connection(*address)
    writer.transport.abort()


async def test_honest_subprocess():
    process = await asyncio.create_subprocess_exec(
        "cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate(b"x")
    assert out == b"x"


async def test_honest_server_started_later():
    server = await asyncio.start_server(echo, "127.0.0.1", 0, start_serving=False)
    async with server:
        await server.start_serving()
