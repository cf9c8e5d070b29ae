"""A client for a weather station that speaks lines over TCP."""

from __future__ import annotations

import asyncio


class Station:
    """Asks a station for the temperature; tries a second time when the connection breaks."""

    def __init__(self, host: str, port: int, *, timeout: float = 5.0) -> None:
        self._address = host, port
        self._timeout = timeout

    async def temperature(self, city: str) -> float:
        """Return the degrees in a city, or raise TimeoutError or ConnectionError."""
        try:
            return await asyncio.wait_for(self._ask(city), self._timeout)
        except ConnectionError:
            return await asyncio.wait_for(self._ask(city), self._timeout)

    async def _ask(self, city: str) -> float:
        reader, writer = await asyncio.open_connection(*self._address)
        try:
            writer.write(f"{city}\n".encode())
            answer = await reader.readline()
        finally:
            writer.close()
        if not answer.endswith(b"\n"):
            raise ConnectionResetError(f"the station hung up in the middle of {answer!r}")
        return float(answer)
