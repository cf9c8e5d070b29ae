"""Latency inversion: the reply to an older question comes last, and is shown."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=40)


async def broken() -> None:
    """Whatever comes is shown; the questions were asked in this order."""
    shown = []

    async def search(words: str) -> None:
        await asyncio.sleep(0.02)
        shown.append(words)

    first = search("par")
    second = search("paris")
    await asyncio.gather(first, second)
    assert shown[-1] == "paris"


async def fixed() -> None:
    """Only what answers the newest question is shown."""
    shown, newest = [], "paris"

    async def search(words: str) -> None:
        await asyncio.sleep(0.02)
        if words == newest:
            shown.append(words)

    await asyncio.gather(search("par"), search("paris"))
    assert shown[-1] == "paris"
