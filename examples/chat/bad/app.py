"""A chat that remembers everybody, also those who have gone."""

from fastapi import FastAPI, WebSocket

app = FastAPI()
room = []


@app.websocket("/chat")
async def chat(socket: WebSocket):
    await socket.accept()
    room.append(socket)
    while True:
        text = await socket.receive_text()
        for other in room:
            await other.send_text(text)
