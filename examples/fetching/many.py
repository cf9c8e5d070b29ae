"""Fetches from many sources at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from examples.fetching.fetcher import Data, fetch


async def fetch_all(sources: Iterable[str], *, limit: float) -> dict[str, Data | Exception]:
    """Return what each source says, or why it says nothing; each has `limit` seconds."""
    names = list(sources)
    answers = await asyncio.gather(
        *(asyncio.wait_for(fetch(name), limit) for name in names), return_exceptions=True
    )
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, Exception):
            raise answer
    return dict(zip(names, answers, strict=True))  # type: ignore[arg-type] # all but errors were raised
