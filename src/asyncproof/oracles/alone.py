"""Does one operation alone: on an object of its own, on a loop of its own, with nobody else there."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import StuckError
from asyncproof.loop import ControlledLoop, Limits
from asyncproof.loop.aside import aside

if TYPE_CHECKING:
    from asyncproof.oracles.operation import Operation

LIMITS = Limits(steps=5_000, jumps=500, patience=1, hang=2)


class Alone:
    """Has a loop, made when an operation needs one."""

    def __init__(self) -> None:
        """Begin without one."""
        self.loop: ControlledLoop | None = None

    def do(self, subject: Any, operation: Operation) -> tuple[Any, BaseException | None]:
        """Return what comes of an operation, or the error: `StuckError` if it never ends."""
        try:
            made = getattr(subject, operation.name)(*operation.args, **operation.kwargs)
            return (self._awaited(made) if inspect.isawaitable(made) else made), None
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - what comes of it is compared
            return None, error

    def close(self) -> None:
        """Close the loop."""
        loop, self.loop = self.loop, None
        if loop is not None:
            with aside():
                _wind_down(loop)

    def _awaited(self, made: Any) -> Any:
        with aside():
            if self.loop is None:
                self.loop = ControlledLoop(limits=LIMITS)
            return self.loop.run_until_complete(_await(made))


async def _await(made: Any) -> Any:
    return await made


def is_stuck(error: BaseException | None) -> bool:
    """Say whether an operation can't be done alone at this place: it waits for others."""
    return isinstance(error, StuckError)


def _wind_down(loop: ControlledLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    try:
        if left:
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
    except StuckError:
        pass  # who does not end when it is cancelled is left behind, as at the end of asyncio.run
    finally:
        loop.close()
