from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from asyncproof import Deadlock, UsageError
from asyncproof.kit import AppFailed, asgi
from asyncproof.kit.apps.uvicorn_peer import OLDEST
from tests.kit.apps.plain import Everything, answer, greet
from tests.kit.apps.running import run


def now() -> float:
    """Return the loop's time."""
    return asyncio.get_running_loop().time()


def test_responses_have_no_date_and_no_server() -> None:
    """Nothing in a response changes from run to run; what headers a server adds is the test's choice."""

    async def story() -> list[Any]:
        async with asgi(greet) as server, httpx.AsyncClient() as client:
            plain = dict((await client.get(server.url)).headers)
        async with asgi(greet, headers={"Server": "ours"}) as server, httpx.AsyncClient() as client:
            named = (await client.get(server.url)).headers["server"]
        return [plain, named]

    assert run(story) == [{"content-length": "1"}, "ours"]


def test_a_refused_websocket_has_no_date_either() -> None:
    """The library of the server half dates its refusals with the real clock; here they have no date."""

    async def story() -> Any:
        async with asgi(Everything()) as server:
            with pytest.raises(InvalidStatus) as refused:
                await websockets.connect(f"{server.ws_url}/reject")
        return refused.value.response

    response = run(story)
    assert response.status_code == 403
    assert "date" not in response.headers


def test_a_root_path() -> None:
    """An app can be told where it is mounted."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await answer(send, f"{scope['root_path']} {scope['path']}".encode())

    async def story() -> str:
        async with asgi(app, root_path="/api") as server, httpx.AsyncClient() as client:
            return (await client.get(f"{server.url}/x")).text

    assert run(story) == "/api /api/x"


def test_https_and_wss() -> None:
    """An app at an https URL is reached with TLS only, and is told so; no certificate is needed."""

    async def story() -> list[str]:
        async with asgi(Everything(), "https://shop.example") as server, httpx.AsyncClient() as client:
            told = (await client.get(f"{server.url}/scope")).text
            async with websockets.connect(f"{server.ws_url}/scope") as socket:
                told += str(await socket.recv())
            with pytest.raises(httpx.ConnectError):
                await client.get("http://shop.example/scope")
        return [scheme for scheme in ("https", "wss") if f"'scheme': '{scheme}'" in told]

    assert run(story) == ["https", "wss"]


def test_a_stuck_test_is_found_at_once() -> None:
    """No timer of the server keeps a test going that nothing can wake: no virtual time passes."""
    times = []

    async def story() -> None:
        async with asgi(greet) as server, httpx.AsyncClient() as client:
            await client.get(server.url)
            try:
                await asyncio.Event().wait()
            finally:
                times.append(now())

    with pytest.raises(Deadlock):
        run(story)
    assert times == [0]


def test_a_stuck_websocket_is_found_at_once() -> None:
    """The server does not ping by itself, so a WebSocket that waits for ever is a deadlock."""

    async def story() -> None:
        async with (
            asgi(Everything()) as server,
            websockets.connect(f"{server.ws_url}/echo", ping_interval=None) as client,
        ):
            await client.recv()

    with pytest.raises(Deadlock):
        run(story)


def test_an_idle_connection_lasts_or_ends_as_configured() -> None:
    """Without `keep_alive` a connection is kept for years; with it the server closes it in time."""

    async def connections(**options: Any) -> int:
        network: Any = asyncio.get_running_loop().network
        async with asgi(greet, **options) as server, httpx.AsyncClient() as client:
            await client.get(server.url)
            await asyncio.sleep(1_000_000)
            return sum(connection.server_transport.is_closing() for connection in network.connections)

    assert run(connections) == 0
    assert run(lambda: connections(keep_alive=5)) == 1


def test_pings_find_a_client_that_is_silent() -> None:
    """With `ping_interval` the server gives up a client whose answers do not come."""

    async def story() -> tuple[list[Any], float]:
        app = Everything()
        network: Any = asyncio.get_running_loop().network
        async with (
            asgi(app, ping_interval=5) as server,
            websockets.connect(f"{server.ws_url}/echo", ping_interval=None) as client,
        ):
            network.connections[0].delay(10_000, towards="server")
            with pytest.raises(ConnectionClosedError, match="keepalive ping timeout"):
                await client.recv()
            ended = now()
        return app.notes["/echo"], ended

    notes, ended = run(story)
    assert len(notes) == 1
    assert 5 < ended <= 30


def test_a_clients_timeout_is_exact() -> None:
    """A client's timeout fires after exactly its time, and the app hears that it left."""
    app = Everything()

    async def story() -> float:
        async with asgi(app) as server, httpx.AsyncClient(timeout=5) as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.get(f"{server.url}/hold")
            await server.wait_idle()
            return now()

    assert run(story) == 5
    assert app.notes["/hold"] == ["http.request", "http.disconnect"]


def test_background_work_delays_no_response_and_is_waited_for() -> None:
    """The client has its response at once; the end of the block comes after the work is done."""
    done = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await answer(send, b"sent soon")
        await asyncio.sleep(45)
        done.append(now())

    async def story() -> tuple[float, float]:
        async with asgi(app) as server, httpx.AsyncClient() as client:
            await client.get(server.url)
            answered = now()
        return answered, now()

    assert run(story) == (0, 45)
    assert done == [45]


def test_work_that_does_not_end_is_told() -> None:
    """After a minute what is left is cut off, and told with the line where it stands."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await answer(send, b"")
        while True:
            await asyncio.sleep(1)

    async def story() -> None:
        async with asgi(app) as server, httpx.AsyncClient() as client:
            await client.get(f"{server.url}/loop")

    with pytest.raises(
        AppFailed, match=r"would not end GET /loop, at tests.*await asyncio\.sleep\(1\)"
    ) as failed:
        run(story)
    assert "asgi(app, grace=seconds)" in failed.value.message


def test_a_response_that_nobody_reads_is_cut_off() -> None:
    """An app that waits for a client who does not read is told like any other work."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})

    async def story() -> None:
        async with httpx.AsyncClient() as client:
            async with asgi(app, grace=5) as server:
                request = client.build_request("GET", server.url)
                response = await client.send(request, stream=True)
            await response.aclose()

    with pytest.raises(AppFailed, match="would not end GET /"):
        run(story)


def test_an_open_websocket_is_closed_by_the_shutdown() -> None:
    """A WebSocket that the test left open is told that the service restarts, as by uvicorn."""
    app = Everything()

    async def story() -> int | None:
        async with asgi(app) as server:
            client = await websockets.connect(f"{server.ws_url}/echo")
        await client.wait_closed()
        return client.close_code

    assert run(story) == 1012
    assert app.notes["/echo"][0][0] == 1012


def test_a_streamed_request_arrives_in_its_own_time() -> None:
    """An app can read a request while the client still writes it."""
    arrived = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        while (message := await receive()).get("more_body"):
            arrived.append((now(), message["body"]))
        await answer(send, b"")

    async def slow() -> Any:
        for number in range(3):
            yield f"{number}".encode()
            await asyncio.sleep(10)

    async def story() -> None:
        async with asgi(app) as server, httpx.AsyncClient(timeout=None) as client:
            await client.post(server.url, content=slow())

    run(story)
    assert arrived == [(0, b"0"), (10, b"1"), (20, b"2")]


def test_a_client_that_leaves_in_the_middle_of_its_request() -> None:
    """The app hears the disconnect where it waits for the rest."""
    heard = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        while (message := await receive())["type"] == "http.request":
            pass
        heard.append(message["type"])

    async def endless() -> Any:
        yield b"first"
        await asyncio.sleep(1000)
        yield b"never"

    async def story() -> None:
        async with asgi(app) as server, httpx.AsyncClient() as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.post(server.url, content=endless()), 3)
            await server.wait_idle()

    run(story)
    assert heard == ["http.disconnect"]


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without uvicorn, or with one that is too old, the error names what to install."""

    async def story() -> None:
        async with asgi(greet):
            pass

    with monkeypatch.context() as patch:
        patch.setattr("uvicorn.__version__", "0.30.6")
        with pytest.raises(UsageError, match=r"uvicorn 0\.30\.6 is too old.*Install asyncproof\[kit\]"):
            run(story)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "uvicorn", None)
        with pytest.raises(UsageError, match=r"by uvicorn's protocols, but: .*Install asyncproof\[kit\]"):
            run(story)


def test_the_oldest_uvicorn_is_the_one_that_the_extra_asks_for() -> None:
    """The check and the package's metadata name one version."""
    project = Path(__file__).parents[3] / "pyproject.toml"
    assert f'"uvicorn>={".".join(map(str, OLDEST))}"' in project.read_text(encoding="utf-8")


def test_without_a_library_for_websockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app can be served without one; a WebSocket is then answered as a plain request."""
    monkeypatch.setattr("uvicorn.protocols.websockets.auto.AutoWebSocketsProtocol", None)

    async def story() -> int:
        async with asgi(greet) as server:
            with pytest.raises(InvalidStatus) as refused:
                await websockets.connect(server.ws_url)
        return refused.value.response.status_code

    assert run(story) == 200


def test_two_runs_take_the_same_steps() -> None:
    """Serving draws nothing from chance."""

    async def story() -> int:
        async with asgi(Everything()) as server, httpx.AsyncClient(base_url=server.url) as client:
            await asyncio.gather(*(client.post("/echo", content=b"x" * 1000) for _ in range(5)))
        loop: Any = asyncio.get_running_loop()
        return int(loop.steps)

    assert run(story) == run(story)
