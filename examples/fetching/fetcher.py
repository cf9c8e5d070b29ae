"""Fetches data from one source."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Data:
    """What a source has said."""

    source: str
    values: tuple[int, ...]


async def fetch(source: str) -> Data:
    """Ask a source, which takes a second."""
    await asyncio.sleep(1)
    return Data(source, (1, 2, 3))
