"""Order assumption on as_completed: the mirror that was asked first is not always the first to answer."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=40)


async def _ask(mirror: str) -> str:
    await asyncio.sleep(0.01)
    return mirror


def _asked() -> list[asyncio.Task[str]]:
    """Ask in this order: Python up to 3.12 starts bare coroutines in the order of their addresses."""
    return [asyncio.create_task(_ask(mirror)) for mirror in ("near", "far")]


async def broken() -> None:
    """The first answer is taken for that of the first mirror."""
    answers = [await done for done in asyncio.as_completed(_asked())]
    assert answers[0] == "near"


async def fixed() -> None:
    """The answer says where it is from."""
    answers = [await done for done in asyncio.as_completed(_asked())]
    assert set(answers) == {"near", "far"}
