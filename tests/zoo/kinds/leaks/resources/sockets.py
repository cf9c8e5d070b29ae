import asyncio
import contextlib
import gc
import http.client
import http.server
import socket
import threading
import unittest
import urllib.request

import pytest

KEPT = []


def free_port():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener.getsockname()[1]


def test_lie_dropped_in_a_helper():
    assert free_port()


# lie: leaked-socket test_lie_dropped_in_a_helper


def test_lie_kept_by_a_local():
    listener = socket.socket()  # lie: leaked-socket
    assert listener.fileno() > 0


def test_lie_kept_by_a_global():
    KEPT.append(socket.socket())  # lie: leaked-socket


def test_lie_in_a_circle():
    ring = [socket.socket()]  # lie: leaked-socket
    ring.append(ring)


def test_lie_in_a_circle_that_is_collected():
    ring = [socket.socket()]  # lie: leaked-socket
    ring.append(ring)
    del ring
    gc.collect()


def test_lie_pair():
    one, two = socket.socketpair()  # lie: leaked-socket
    one.close()


def test_lie_accepted():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()):
            other, _ = server.accept()  # lie: leaked-socket
            assert other.fileno() > 0


def test_lie_udp():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # lie: leaked-socket
    s.bind(("127.0.0.1", 0))


def test_lie_connected():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())  # lie: leaked-socket
        client.sendall(b"x")


def test_lie_makefile_keeps_it_open():
    one, two = socket.socketpair()  # lie: leaked-socket
    KEPT.append(one.makefile("rb"))
    one.close()
    two.close()


def test_honest_makefile():
    one, two = socket.socketpair()
    with one, two, one.makefile("rb"):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def web():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_lie_http_client(web):
    client = http.client.HTTPConnection("127.0.0.1", web)
    client.request("GET", "/")  # lie: leaked-socket
    client.getresponse().read()


def test_honest_http_client(web):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", web)) as client:
        client.request("GET", "/")
        client.getresponse().read()


def test_honest_urlopen(web):
    assert urllib.request.urlopen(f"http://127.0.0.1:{web}/").read() == b""


def test_lie_server_left_open():
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)  # lie: leaked-socket
    assert server.server_address


@pytest.mark.asyncio
async def test_lie_async():
    s = socket.socket()  # lie: leaked-socket
    s.setblocking(False)


@pytest.mark.asyncio
async def test_lie_async_connect():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.socket()  # lie: leaked-socket
        client.setblocking(False)
        await loop.sock_connect(client, server.getsockname())


@pytest.mark.asyncio
async def test_honest_async_connect():
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.setblocking(False)
        await loop.sock_connect(client, server.getsockname())


@pytest.fixture
def port():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    yield s.getsockname()[1]


def test_lie_function_fixture(port):
    assert port


# lie: leaked-socket test_lie_function_fixture


@pytest.fixture
def closed_later():
    with socket.socket() as s:
        yield s


def test_honest_function_fixture(closed_later):
    assert closed_later.fileno() > 0


@pytest.fixture(scope="module")
def shared():
    s = socket.socket()
    yield s
    s.close()


def test_honest_first_user_of_shared(shared):
    assert shared.fileno() > 0


def test_honest_second_user_of_shared(shared):
    assert shared.fileno() > 0


class TestWide:
    @pytest.fixture(scope="class")
    def forgotten(self):
        s = socket.socket()
        KEPT.append(s)
        return s

    def test_honest_before_the_last(self, forgotten):
        assert forgotten.fileno() > 0

    def test_lie_last_of_the_class(self, forgotten):
        assert forgotten.fileno() > 0


# lie: leaked-socket test_lie_last_of_the_class


class TestUnit(unittest.TestCase):
    def setUp(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.server.close)

    def test_honest_unit(self):
        assert self.server.fileno() > 0

    def test_lie_unit(self):
        self.client = socket.create_connection(self.server.getsockname())  # lie: leaked-socket


class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.one, self.two = socket.socketpair()

    async def asyncTearDown(self):
        self.one.close()
        self.two.close()

    async def test_honest_isolated(self):
        self.one.sendall(b"x")

    async def test_lie_isolated(self):
        self.third = socket.socket()  # lie: leaked-socket


def test_honest_with():
    with socket.socket() as s:
        assert s.fileno() > 0


def test_honest_closing():
    with contextlib.closing(socket.socket()) as s:
        assert s.fileno() > 0


def test_honest_detached():
    s = socket.socket()
    descriptor = s.detach()
    socket.close(descriptor)


def test_honest_moved():
    s = socket.socket()
    with socket.socket(fileno=s.detach()) as other:
        assert other.fileno() > 0


@pytest.mark.asyncio
async def test_honest_streams():
    async def serve(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"hello\n")
        assert await reader.readline() == b"hello\n"
        writer.close()
        await writer.wait_closed()


@pytest.mark.asyncio
async def test_honest_socket_given_to_a_server():
    listener = socket.create_server(("127.0.0.1", 0))
    server = await asyncio.start_server(lambda r, w: w.close(), sock=listener)
    server.close()
    await server.wait_closed()


@pytest.mark.asyncio
async def test_honest_socket_given_to_a_transport():
    one, two = socket.socketpair()
    _, writer = await asyncio.open_connection(sock=one)
    writer.close()
    await writer.wait_closed()
    two.close()


def test_honest_own_loop():
    asyncio.run(asyncio.sleep(0))


def test_honest_expects_the_warning():
    s = socket.socket()
    with pytest.warns(ResourceWarning):
        del s
