"""A small ASGI app behind uvicorn's own protocol, to be mounted on the network in memory."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.server import ServerState


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer with scheme and path, echo a body, never answer, or shout back over a WebSocket."""
    if scope["type"] == "websocket":
        await shout(receive, send)
        return
    if scope["path"] == "/never":
        await asyncio.get_running_loop().create_future()
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message["more_body"]:
            break
    answer = body or f"{scope['scheme']} {scope['path']}".encode()
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


async def shout(receive: Any, send: Any) -> None:
    """Accept, send one message back in capitals, close."""
    await receive()
    await send({"type": "websocket.accept"})
    message = await receive()
    await send({"type": "websocket.send", "text": message["text"].upper()})
    await send({"type": "websocket.close", "code": 1000})


def asgi_peer() -> Any:
    """Return a protocol factory that serves the app."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="websockets-sansio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
    )
    config.load()
    state = ServerState()
    return lambda: config.http_protocol_class(config=config, server_state=state, app_state={})
