from __future__ import annotations

import asyncio
import re
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from asyncproof.core import UsageError
from asyncproof.stub.aioresponses import CallbackResult, aioresponses
from tests.stub.recording.real_host import real_host

pytestmark = [pytest.mark.asyncio, pytest.mark.virtual_time(network="memory")]

URL = "http://api.example/users?b=2&a=1"


@pytest_asyncio.fixture
async def session() -> Any:
    """A session of aiohttp."""
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
async def test_every_method(session: aiohttp.ClientSession, method: str) -> None:
    """Each method of HTTP is answered, by a real connection in the test's network."""
    with aioresponses() as double:
        getattr(double, method)(URL, status=201, body="hello", headers={"X-Tag": "t"}, reason="Fine")
        async with session.request(method, URL) as response:
            assert (response.status, response.reason, response.headers["X-Tag"]) == (201, "Fine", "t")
            assert await response.text() == ("" if method == "head" else "hello")


async def test_how_often(session: aiohttp.ClientSession) -> None:
    """An answer is given once, so many times, or for ever; afterwards the connection is refused."""
    with aioresponses() as double:
        double.get(URL, payload={"n": 1})
        double.get(URL, payload={"n": 2}, repeat=2)
        double.get("http://api.example/more", repeat=True)
        assert [await (await session.get(URL)).json() for _ in range(3)] == [{"n": 1}, {"n": 2}, {"n": 2}]
        with pytest.raises(aiohttp.ClientConnectionError, match="Connection refused: GET http"):
            await session.get(URL)
        for _ in range(3):
            assert (await session.get("http://api.example/more")).status == 200


async def test_what_meets_a_url(session: aiohttp.ClientSession) -> None:
    """The order of a query means nothing, parameters count, and a pattern meets many URLs."""
    with aioresponses() as double:
        double.get(URL)
        double.get(re.compile(r"^https://other\.example/.*$"), repeat=True)
        assert (await session.get("http://api.example/users", params={"a": 1, "b": 2})).status == 200
        assert (await session.get("https://other.example/x")).status == 200
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post("https://other.example/x")


async def test_exceptions_and_timeouts(session: aiohttp.ClientSession) -> None:
    """An exception is raised as it is given, and a timeout as aiohttp raises it."""
    with aioresponses() as double:
        double.get(URL, exception=LookupError("mine"))
        double.get(URL, timeout=True)
        with pytest.raises(LookupError, match="mine"):
            await session.get(URL)
        with pytest.raises(asyncio.TimeoutError):
            await session.get(URL)


async def test_callbacks(session: aiohttp.ClientSession) -> None:
    """A callback gets the URL and the arguments, may be async, and says the answer or nothing."""

    async def slow(url: Any, **sent: Any) -> CallbackResult:
        await asyncio.sleep(1)
        return CallbackResult(
            status=202, body=f"{url.path} {sent['json']}", headers={"Content-Type": "text/x"}
        )

    with aioresponses() as double:
        double.post(URL, callback=slow)
        double.post(URL, callback=lambda *_, **__: None, body=b"plain")
        response = await session.post(URL, json=[1])
        assert (response.status, await response.text(), response.content_type) == (
            202,
            "/users [1]",
            "text/x",
        )
        assert await (await session.post(URL)).read() == b"plain"


async def test_redirects(session: aiohttp.ClientSession) -> None:
    """A redirect is followed by aiohttp itself, also to another host, where there has to be an answer."""
    with aioresponses() as double:
        double.get(URL, status=302, headers={"Location": "https://b.example/x"}, repeat=True)
        double.get("https://b.example/x", body="there")
        response = await session.get(URL)
        assert (await response.text(), len(response.history)) == ("there", 1)
        assert str(response.url) == "https://b.example/x"
        with pytest.raises(aiohttp.ClientConnectionError, match="Connection refused: GET"):
            await session.get(URL)
        assert (await session.get(URL, allow_redirects=False)).status == 302


async def test_a_class_of_responses(session: aiohttp.ClientSession) -> None:
    """A response may be of a class of one's own."""

    class Mine(aiohttp.ClientResponse):
        pass

    with aioresponses() as double:
        double.get(URL, response_class=Mine)
        assert isinstance(await session.get(URL), Mine)


async def test_what_was_asked_for(session: aiohttp.ClientSession) -> None:
    """Requests are kept by method and URL, with their arguments as they were then."""
    body = [1]
    with aioresponses() as double:
        double.post(URL, repeat=True)
        double.assert_not_called()
        with pytest.raises(AssertionError, match="a request was expected, and none was made"):
            double.assert_called()
        await session.post(URL, json=body)
        body.append(2)
        double.assert_called()
        double.assert_called_once_with(URL, "POST", json=[1])
        double.assert_any_call("http://api.example/users", "post", params={"a": 1, "b": 2})
        with pytest.raises(AssertionError, match="was made with"):
            double.assert_called_with(URL, "POST", json=[1, 2])
        with pytest.raises(AssertionError, match=r"was expected, and these requests were made: POST"):
            double.assert_any_call(URL)
        with pytest.raises(AssertionError, match="no request was expected"):
            double.assert_not_called()
        await session.post(URL, data=b"x")
        with pytest.raises(AssertionError, match=r"one request was expected, and these were made: .*2 times"):
            double.assert_called_once()


async def test_headers_of_the_session() -> None:
    """Headers and the base URL of a session are part of what is asked for."""
    async with aiohttp.ClientSession("http://api.example", headers={"X-Tag": "t"}) as session:
        with aioresponses() as double:
            double.get("http://api.example/a")
            await session.get("/a")
            ((call,),) = double.requests.values()
            assert call.kwargs["headers"]["X-Tag"] == "t"


async def test_an_argument_that_can_not_be_copied(session: aiohttp.ClientSession) -> None:
    """An argument that can't be copied is kept as it is."""

    async def pieces() -> Any:
        yield b"a"

    sent = pieces()
    with aioresponses() as double:
        double.put(URL)
        await session.put(URL, data=sent)
        ((call,),) = double.requests.values()
        assert call.kwargs["data"] is sent


async def test_decorators(session: aiohttp.ClientSession) -> None:
    """A function, sync or async, gets the double as its last argument, or by a name."""

    @aioresponses()
    async def last(path: str, double: aioresponses) -> int:
        double.get(URL, status=204)
        return (await session.get(URL)).status + len(path)

    @aioresponses(param="double")
    def named(double: aioresponses) -> aioresponses:
        return double

    assert await last("") == 204
    assert isinstance(named(), aioresponses)


async def test_a_closed_session() -> None:
    """A session that is closed asks for nothing."""
    session = aiohttp.ClientSession()
    await session.close()
    with aioresponses(), pytest.raises(RuntimeError, match="Session is closed"):
        await session.get(URL)


async def test_two_doubles(session: aiohttp.ClientSession) -> None:
    """The inner double is asked first, and what it lets through reaches the outer one."""
    with aioresponses() as outer:
        outer.get(URL, body="outer")
        with aioresponses(passthrough=["http://api.example"]):
            assert await (await session.get(URL)).text() == "outer"
        outer.get(URL, body="again")
        assert await (await session.get(URL)).text() == "again"


async def test_the_hosts_go(session: aiohttp.ClientSession) -> None:
    """With the last double its hosts go, and connections to them are broken off."""
    with aioresponses() as outer:
        with aioresponses() as inner:
            inner.get(URL)
            await session.get(URL)
        outer.get(URL, body="outer")
        assert await (await session.get(URL)).text() == "outer"
    with pytest.raises(aiohttp.ClientConnectionError):
        await session.get(URL)


@pytest.mark.parametrize("given", [{"passthrough_unmatched": True}, {"passthrough": ["http://127.0.0.1"]}])
async def test_what_goes_through(session: aiohttp.ClientSession, given: Any) -> None:
    """What is let through reaches the real host, beside what is answered here."""
    with real_host() as url, aioresponses(**given) as double:
        double.get(URL, body="ours")
        assert await (await session.get(URL)).text() == "ours"
        assert await (await session.get(f"{url}/text")).text() == "grüße"
        await session.close()


async def test_other_things_than_http(session: aiohttp.ClientSession) -> None:
    """A WebSocket is refused, and what is no HTTP gets an error, as by a host that has neither."""
    with aioresponses() as double:
        double.get("http://api.example/a")
        await session.get("http://api.example/a")
        with pytest.raises(aiohttp.ClientError):
            await session.ws_connect("http://api.example/ws")
        reader, writer = await asyncio.open_connection("api.example", 80)
        writer.write(b"HELO\r\n\r\n")
        assert (await reader.read()).startswith(b"HTTP/1.1 400")
        writer.close()


@pytest.mark.real_time
async def test_a_loop_without_a_network() -> None:
    """On another loop the double says what to write."""
    async with aiohttp.ClientSession() as session:
        with aioresponses() as double:
            double.get(URL)
            with pytest.raises(UsageError, match="needs a loop with a network in memory"):
                await session.get(URL)


async def test_an_aiohttp_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where aiohttp has not what the double needs, it says so with the version."""
    monkeypatch.delattr(aiohttp.ClientSession, "_build_url")
    with pytest.raises(
        UsageError, match=rf"aiohttp {re.escape(aiohttp.__version__)} has no ClientSession._build_url"
    ):
        aioresponses().start()
    aioresponses().stop()
