"""Plain ASGI apps, and one with a path for each thing that a server must get right."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


async def answer(send: Send, body: bytes, *, status: int = 200, headers: list[Any] | None = None) -> None:
    """Send a whole response."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*(headers or []), length]})
    await send({"type": "http.response.body", "body": body})


async def body_of(receive: Receive) -> bytes:
    """Read a whole request."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def greet(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request with its path; knows nothing of lifespans."""
    assert scope["type"] == "http"
    await answer(send, scope["path"].encode())


class Everything:
    """An app that keeps notes of what it sees."""

    def __init__(self) -> None:
        self.notes: dict[str, list[Any]] = defaultdict(list)
        self.noted = asyncio.Condition()

    async def note(self, path: str, what: Any) -> None:
        """Write something down, for whoever waits for it."""
        async with self.noted:
            self.notes[path].append(what)
            self.noted.notify_all()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the method for a path."""
        if scope["type"] == "lifespan":
            await self.lifespan(scope, receive, send)
            return
        name = scope["path"].strip("/").partition("/")[0].replace("-", "_") or "root"
        kind = "ws" if scope["type"] == "websocket" else "http"
        await getattr(self, f"{kind}_{name}")(scope, receive, send)

    async def lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        scope["state"]["started"] = "yes"
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    # -- HTTP

    async def http_scope(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell all of the scope that does not depend on addresses."""
        told = {name: scope[name] for name in sorted(scope) if name not in {"client", "server", "headers"}}
        told["headers"] = [pair for pair in scope["headers"] if pair[0] != b"host"]
        told["shape"] = [type(scope["client"]), type(scope["server"])]
        await answer(send, repr(told).encode())

    async def http_echo(self, scope: Scope, receive: Receive, send: Send) -> None:
        await answer(send, await body_of(receive), headers=[(b"x-two", b"1"), (b"x-two", b"2")])

    async def http_chunks(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"one", b"", b"two"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"three"})

    async def http_nothing(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def http_raises(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError("no response")

    async def http_breaks(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ZeroDivisionError("half a response")

    async def http_silent(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()

    async def http_unfinished(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    async def http_too_long(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"long"})

    async def http_wrong_message(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.body", "body": b"too early"})

    async def http_hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer nothing, and note what comes."""
        while (message := await receive())["type"] != "http.disconnect":
            await self.note(scope["path"], message["type"])
        await self.note(scope["path"], message["type"])

    async def http_forever(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the client leaves."""
        await receive()
        gone = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": b"data: tick\n\n", "more_body": True})
            await asyncio.wait({gone}, timeout=0.01)
        await self.note(scope["path"], gone.result()["type"])

    async def http_after(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hear what comes after a whole response."""
        await body_of(receive)
        await answer(send, b"done")
        await self.note(scope["path"], (await receive())["type"])

    async def http_notes(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell what was noted for the path in the query, once there is so much of it."""
        path, _, count = scope["query_string"].decode().partition("=")
        async with self.noted:
            await self.noted.wait_for(lambda: len(self.notes[path]) >= int(count))
        await answer(send, json.dumps(self.notes[path]).encode())

    # -- WebSockets

    async def ws_echo(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept", "subprotocol": next(iter(scope["subprotocols"]), None)})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message.get("text"), "bytes": message.get("bytes")})
        await self.note(scope["path"], [message["code"], message.get("reason")])

    async def ws_scope(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept", "headers": [(b"x-hello", b"there")]})
        told = {name: scope[name] for name in sorted(scope) if name not in {"client", "server", "headers"}}
        await send({"type": "websocket.send", "text": repr(told)})
        await send({"type": "websocket.close"})

    async def ws_reject(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.close", "code": 4001})

    async def ws_denial(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        headers = [(b"content-length", b"7"), (b"x-why", b"paid")]
        await send({"type": "websocket.http.response.start", "status": 402, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b"pay up!"})

    async def ws_goodbye(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "last words"})
        await send({"type": "websocket.close", "code": 4002, "reason": "tired"})

    async def ws_raises(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        raise ZeroDivisionError("before accepting")

    async def ws_breaks(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        raise ZeroDivisionError("after accepting")

    async def ws_silent(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
