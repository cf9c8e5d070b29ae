from __future__ import annotations

import asyncio
from contextlib import suppress

import asyncproof
from asyncproof.oracles.alone import Alone, is_stuck
from asyncproof.oracles.operation import Operation
from tests.oracles.banks import Account, BrokeError


class Odd:
    """Does what gets others into trouble."""

    async def wait(self) -> None:
        """Never end, not even when that is asked for."""
        with suppress(asyncio.CancelledError):
            await asyncio.get_running_loop().create_future()
        await self.wait()

    async def leave(self) -> None:
        """Leave a task behind."""
        self.task = asyncio.create_task(asyncio.sleep(60))

    async def cancel(self) -> None:
        """Be cancelled."""
        raise asyncio.CancelledError


def call(name: str, *args: object) -> Operation:
    """Return a call that is to be done."""
    return Operation(name, args, {}, "somebody", 0, 0.0)


def test_operations_are_done_one_after_the_other() -> None:
    """Sync and async ones, with results and errors; those that wait for others are stuck."""

    async def main() -> None:
        alone, account = Alone(), Account()
        assert alone.do(account, call("look")) == (100, None)
        assert alone.do(account, call("withdraw", 60)) == (True, None)
        assert alone.do(account, call("withdraw", 60)) == (False, None)
        _, error = alone.do(account, call("demand", 60))
        assert isinstance(error, BrokeError)
        _, error = alone.do(Odd(), call("cancel"))
        assert isinstance(error, asyncio.CancelledError)
        alone.do(Odd(), call("leave"))
        alone.close()
        alone.close()
        assert account.balance == 40

    asyncproof.run(main())


def test_what_never_ends_is_left() -> None:
    """Whoever does not end when it is cancelled does not keep the others."""
    alone = Alone()
    _, error = alone.do(Odd(), call("wait"))
    assert is_stuck(error)
    alone.close()
