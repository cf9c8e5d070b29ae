"""An ordering of depth three: three events of three tasks must come in just the wrong order."""

import asyncio

from quality.known import Known

KNOWN = Known("latency", within=150)


class Order:
    """An order that is paid, packed and sent, each by somebody else."""

    def __init__(self, *, guarded: bool) -> None:
        self.seen: list[str] = []
        self.guarded = guarded

    def happen(self, event: str) -> None:
        """Note what happens; one who guards begins anew if the parcel was sent too early."""
        self.seen.append(event)
        if self.seen == ["send", "pack", "pay"]:
            assert self.guarded


async def _deliver(*, guarded: bool) -> None:
    order = Order(guarded=guarded)

    async def one(event: str) -> None:
        await asyncio.sleep(0.01)
        order.happen(event)

    await asyncio.gather(*map(one, ("pay", "pack", "send")))


async def broken() -> None:
    """Nobody thought of all three the other way round."""
    await _deliver(guarded=False)


async def fixed() -> None:
    """Somebody did."""
    await _deliver(guarded=True)
