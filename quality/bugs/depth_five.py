"""An ordering of depth five: two tasks must alternate, and begin with the second."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=300)

WRONG = "BABAB"


async def _alternate(*, guarded: bool) -> None:
    seen = ""

    async def one(name: str) -> None:
        nonlocal seen
        for _ in range(3):
            await asyncio.sleep(0.01)
            seen += name
            assert guarded or not seen.startswith(WRONG)

    await asyncio.gather(one("A"), one("B"))


async def broken() -> None:
    """The second is ahead by one step, three times."""
    await _alternate(guarded=False)


async def fixed() -> None:
    """It does not matter who is ahead."""
    await _alternate(guarded=True)
