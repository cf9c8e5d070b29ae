"""The set-up of one fixture, on its way while others begin theirs."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Pending:
    """What pytest holds in place of a fixture's value, until the value is there."""

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        self._made = function(*arguments, **named)
        self.name: str = function.__name__
        self.task = asyncio.get_running_loop().create_task(self._set_up(), name=f"fixture {self.name}")

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop that the fixture runs on."""
        return self.task.get_loop()

    async def _set_up(self) -> Any:
        if inspect.isasyncgen(self._made):
            return await self._made.__anext__()
        return await self._made

    async def finish(self) -> None:
        """Tear the fixture down, as far as it has come."""
        if not self.task.done():  # something else has failed first
            self.task.cancel()
            await asyncio.wait([self.task])
        if self.task.cancelled() or self.task.exception() is not None or not inspect.isasyncgen(self._made):
            return
        try:
            await self._made.__anext__()
        except StopAsyncIteration:
            return
        raise ValueError(f"the fixture {self.name!r} yields more than once. Let it yield one value.")
