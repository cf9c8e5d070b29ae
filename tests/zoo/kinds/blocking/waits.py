import asyncio
import concurrent.futures
import ctypes
import http.client
import os
import queue
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request

import httpx
import pytest

QUICK = [sys.executable, "-c", "pass"]


@pytest.fixture
def web():
    """A server in a thread of its own, which answers everything after a moment."""
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.asyncio
async def test_lie_subprocess_run():
    subprocess.run(QUICK, check=True)  # lie: blocking-call


@pytest.mark.asyncio
async def test_honest_subprocess():
    process = await asyncio.create_subprocess_exec(*QUICK)
    assert await process.wait() == 0


@pytest.mark.asyncio
async def test_lie_os_system():
    os.system("true")  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_popen_wait():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.2)"])
    process.wait()  # lie: blocking-call


@pytest.mark.asyncio
async def test_honest_popen_in_a_thread():
    assert await asyncio.to_thread(subprocess.call, QUICK) == 0


@pytest.mark.asyncio
async def test_lie_sqlite(tmp_path):
    connection = sqlite3.connect(tmp_path / "data.db")  # lie: blocking-call
    connection.close()


@pytest.mark.asyncio
async def test_honest_sqlite_in_a_thread(tmp_path):
    def work():
        connection = sqlite3.connect(tmp_path / "data.db")
        connection.close()

    await asyncio.to_thread(work)


@pytest.mark.asyncio
async def test_lie_urllib(web):
    with urllib.request.urlopen(f"http://127.0.0.1:{web}") as answer:  # lie: blocking-call
        assert answer.read() == b"ok"


@pytest.mark.asyncio
async def test_lie_http_client(web):
    connection = http.client.HTTPConnection("127.0.0.1", web)
    connection.request("GET", "/")  # lie: blocking-call
    connection.close()


@pytest.mark.asyncio
async def test_lie_httpx_client(web):
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"http://127.0.0.1:{web}").text == "ok"  # lie: blocking-call


@pytest.mark.asyncio
async def test_honest_async_httpx(web):
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"http://127.0.0.1:{web}")).text == "ok"


@pytest.mark.asyncio
async def test_honest_httpx_without_a_network():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text="ok"))
    with httpx.Client(transport=transport, trust_env=False) as client:
        assert client.get("http://example.org").text == "ok"


@pytest.mark.asyncio
async def test_lie_bare_socket(web):
    with socket.create_connection(("127.0.0.1", web)):  # lie: blocking-call
        pass


@pytest.mark.asyncio
async def test_lie_future_result():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        future = pool.submit(time.sleep, 0.2)
        future.result()  # lie: blocking-call


@pytest.mark.asyncio
async def test_honest_future_that_is_done():
    with concurrent.futures.ThreadPoolExecutor() as pool:
        future = pool.submit(int, 3)
        await asyncio.wrap_future(future)
        assert future.result() == 3


@pytest.mark.asyncio
async def test_lie_thread_join():
    thread = threading.Thread(target=time.sleep, args=(0.2,))
    thread.start()
    thread.join()  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_event_wait():
    threading.Event().wait(0.2)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_queue_get():
    with pytest.raises(queue.Empty):
        queue.Queue().get(timeout=0.2)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_lock_with_a_timeout():
    lock = threading.Lock()
    lock.acquire()
    assert not lock.acquire(timeout=0.2)  # lie: blocking-call


@pytest.mark.asyncio
async def test_lie_socket_recv():
    here, there = socket.socketpair()
    timer = threading.Timer(0.2, there.sendall, (b"x",))
    timer.start()
    with here, there:
        assert here.recv(1) == b"x"  # lie: blocking-call
        timer.join()


@pytest.mark.asyncio
async def test_honest_quick_locks():
    lock, items = threading.Lock(), queue.Queue()
    with lock:
        items.put(1)
    assert items.get() == 1
    event = threading.Event()
    event.set()
    event.wait()


@pytest.mark.asyncio
async def test_honest_files_of_the_test(tmp_path):
    path = tmp_path / "data.txt"
    path.write_text("text")
    with open(path) as file:
        assert file.read() == "text"


@pytest.mark.asyncio
async def test_honest_starts_a_thread():
    thread = threading.Thread(target=int)
    thread.start()
    await asyncio.to_thread(thread.join)


@pytest.mark.asyncio
async def test_honest_sleeps_for_nothing():
    time.sleep(0)
    time.sleep(0.001)


@pytest.mark.asyncio
async def test_honest_some_computing():
    assert sum(range(300_000)) > 0
    for _ in range(20):
        sum(range(10_000))
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_long_calls():
    for _ in range(8):
        sum(range(15_000_000))  # lie: slow-step


@pytest.mark.asyncio
async def test_honest_imports():
    import xml.dom.minidom

    assert xml.dom.minidom


@pytest.mark.asyncio
@pytest.mark.asyncproof(blocking="off")
async def test_honest_where_it_is_allowed():
    time.sleep(0.15)


@pytest.mark.asyncio
@pytest.mark.asyncproof(allow="test_honest_where_its_function_is_allowed")
async def test_honest_where_its_function_is_allowed():
    time.sleep(0.15)


@pytest.fixture(scope="module")
def prepared():
    time.sleep(0.1)
    subprocess.run(QUICK, check=True)
    return 1


@pytest.mark.asyncio
async def test_honest_prepared(prepared):
    assert prepared


def migrate():
    subprocess.run(QUICK, check=True)
    time.sleep(0.02)


@pytest.fixture(scope="module")
def migrated():
    migrate()


@pytest.mark.asyncio
async def test_honest_migrated(migrated):
    await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_lie_waits_in_what_nobody_knows():
    ctypes.CDLL(None).usleep(400_000)  # lie: slow-step


@pytest.mark.asyncio
async def test_lie_is_slow_twice():
    for _ in range(2):
        end = time.thread_time() + 0.35
        while time.thread_time() < end: pass  # lie: slow-step
        await asyncio.sleep(0)
