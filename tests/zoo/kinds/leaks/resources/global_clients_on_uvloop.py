import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

httpx = pytest.importorskip("httpx")
uvloop = pytest.importorskip("uvloop")

client = httpx.AsyncClient()
closed_again = httpx.AsyncClient()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def url():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield "http://127.0.0.1:{}/".format(server.server_address[1])
        server.shutdown()
        thread.join()


def run(coroutine):
    loop = uvloop.new_event_loop()
    try:
        loop.run_until_complete(coroutine)
    finally:
        loop.close()


def test_lie_global_client(url):
    async def main():
        assert (await client.get(url)).text == "hello"  # lie: leaked-client

    run(main())


def test_honest_global_client_that_is_closed(url):
    async def main():
        assert (await closed_again.get(url)).text == "hello"
        await closed_again.aclose()

    run(main())
