"""A chat with rooms."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

PATIENCE = 5.0
"""How long, in seconds, somebody may take to hear a message before they are put out."""

app = FastAPI()
rooms: defaultdict[str, set[WebSocket]] = defaultdict(set)


@app.websocket("/rooms/{name}")
async def chat(socket: WebSocket, name: str) -> None:
    """Let somebody into a room until they go."""
    await socket.accept()
    room = rooms[name]
    room.add(socket)
    try:
        while True:
            text = await socket.receive_text()
            await asyncio.gather(*(_tell(other, text, room) for other in room - {socket}))
    except WebSocketDisconnect:
        pass
    finally:
        room.discard(socket)
        if not room:
            rooms.pop(name, None)


async def _tell(socket: WebSocket, text: str, room: set[WebSocket]) -> None:
    try:
        await asyncio.wait_for(socket.send_text(text), PATIENCE)
    except (asyncio.TimeoutError, RuntimeError, WebSocketDisconnect):
        room.discard(socket)  # they have gone, or do not listen
