# run: -p anyio
import socket
import subprocess
import sys
import tempfile
import threading

import anyio
import pytest

httpx = pytest.importorskip("httpx")
KEPT = []
STOP = threading.Event()


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def wide_client():
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200))) as client:
        yield client


@pytest.fixture(scope="module")
async def wide_socket():
    s = socket.socket()
    yield s
    s.close()


@pytest.fixture
async def opened(tmp_path):
    file = open(tmp_path / "x", "w")
    yield file
    file.close()


@pytest.mark.anyio
async def test_honest_wide(wide_client, wide_socket):
    assert (await wide_client.get("http://example.org")).status_code == 200


@pytest.mark.anyio
async def test_honest_wide_again(wide_client, wide_socket):
    assert (await wide_client.get("http://example.org")).status_code == 200


@pytest.mark.anyio
async def test_lie_socket():
    KEPT.append(socket.socket())  # lie: leaked-socket


@pytest.mark.anyio
async def test_lie_socket_dropped():
    s = socket.socket()  # lie: leaked-socket
    s.setblocking(False)


@pytest.mark.anyio
async def test_lie_socket_in_a_task_group():
    async def work():
        KEPT.append(socket.socket())  # lie: leaked-socket

    async with anyio.create_task_group() as group:
        group.start_soon(work)


@pytest.mark.anyio
async def test_lie_listener():
    KEPT.append(await anyio.create_tcp_listener(local_host="127.0.0.1"))  # lie: leaked-socket


@pytest.mark.anyio
async def test_lie_file(tmp_path):
    KEPT.append(open(tmp_path / "x", "w"))  # lie: leaked-file


@pytest.mark.anyio
async def test_honest_file(opened):
    opened.write("x")


@pytest.mark.anyio
async def test_lie_client():
    client = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200)))  # lie: leaked-client
    await client.get("http://example.org")


@pytest.mark.anyio
async def test_lie_thread():
    threading.Thread(target=STOP.wait, daemon=True).start()  # lie: leaked-thread


@pytest.mark.anyio
async def test_lie_directory():
    tempfile.mkdtemp()  # lie: leaked-directory


@pytest.mark.anyio
async def test_lie_process():
    process = await anyio.open_process([sys.executable, "-c", "import time; time.sleep(2)"])  # lie: leaked-process
    KEPT.append(process)


@pytest.mark.anyio
async def test_honest_process():
    await anyio.run_process([sys.executable, "-c", "print(1)"])


@pytest.mark.anyio
async def test_honest_worker_thread():
    assert await anyio.to_thread.run_sync(sum, [1, 2]) == 3


@pytest.mark.anyio
async def test_honest_streams():
    async def serve(client):
        async with client:
            await client.send(b"hello")

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, serve)
            port = listener.extra(anyio.abc.SocketAttribute.local_port)
            async with await anyio.connect_tcp("127.0.0.1", port) as stream:
                assert await stream.receive() == b"hello"
            group.cancel_scope.cancel()
