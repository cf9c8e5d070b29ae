"""Works on what one source says."""

from __future__ import annotations

from examples.fetching.fetcher import fetch


async def summary(source: str) -> str:
    """Say in a line what a source has."""
    data = await fetch(source)
    return f"{data.source}: {len(data.values)} values, {sum(data.values)} together"
