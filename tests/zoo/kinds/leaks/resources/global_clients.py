import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import pytest_asyncio

httpx = pytest.importorskip("httpx")

client = httpx.AsyncClient()
shared = httpx.AsyncClient()
unused = httpx.AsyncClient()
mocked = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200)))


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wide_url(url):
    yield url
    await shared.aclose()


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_shared_loop(wide_url):
    assert (await shared.get(wide_url)).text == "hello"


@pytest.mark.asyncio
async def test_lie_global_client(url):
    assert (await client.get(url)).text == "hello"  # lie: leaked-client


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_shared_loop_again(wide_url):
    assert (await shared.get(wide_url)).text == "hello"


@pytest.mark.asyncio
async def test_honest_mocked():
    assert (await mocked.get("http://example.org")).status_code == 200


@pytest.mark.asyncio
async def test_honest_unused():
    assert unused


first_of_two = httpx.AsyncClient()


@pytest.mark.asyncio
async def test_lie_two_requests_at_once(url):
    both = await asyncio.gather(first_of_two.get(url), first_of_two.get(url))  # lie: leaked-client
    assert [one.text for one in both] == ["hello", "hello"]


def test_honest_made_by_a_module_that_is_imported_late(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "zoo_late_client.py").write_text("import httpx\nlate = httpx.AsyncClient()")
    import zoo_late_client

    assert not zoo_late_client.late.is_closed
