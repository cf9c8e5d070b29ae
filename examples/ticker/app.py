"""Streams prices as server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from examples.ticker.prices import prices

app = FastAPI()


@app.get("/prices")
async def stream(start: int = 5) -> StreamingResponse:
    """Send prices until the client goes."""
    return StreamingResponse(_events(start), media_type="text/event-stream")


async def _events(start: int) -> AsyncIterator[str]:
    async with aclosing(prices(start)) as found:
        async for price in found:
            yield f"data: {price}\n\n"
