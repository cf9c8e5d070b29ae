"""Running one coroutine on a controlled loop of its own, as `asyncio.run` does on a stock one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.core import StuckError
from asyncproof.loop.controlled import ControlledLoop
from asyncproof.loop.policy import TIMING, Policy
from asyncproof.loop.unwinding import cancel_all

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from asyncproof.core import Chooser, Watcher
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.network import Network

_T = TypeVar("_T")


def run(
    main: Coroutine[Any, Any, _T],
    *,
    chooser: Chooser | None = None,
    policy: Policy = TIMING,
    watchers: Sequence[Watcher] = (),
    virtual: bool = True,
    limits: Limits | None = None,
    network: Network | None = None,
    debug: bool | None = None,
) -> _T:
    """Run a coroutine in virtual time and return its result; raises `StuckError` if it can't go on."""
    loop = ControlledLoop(
        chooser=chooser, policy=policy, watchers=watchers, virtual=virtual, limits=limits, network=network
    )
    try:
        if debug is not None:
            loop.set_debug(debug)
        asyncio.set_event_loop(loop)
        result = loop.run_until_complete(main)
    except BaseException:
        with suppress(StuckError):  # what went wrong first is what matters
            _wind_down(loop)
        raise
    else:
        _wind_down(loop)
        return result
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _wind_down(loop: ControlledLoop) -> None:
    """Cancel what is left, and end async generators and the default executor."""
    left = asyncio.all_tasks(loop)
    cancel_all(left)
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler(
                {
                    "message": "unhandled exception while asyncproof.run() ended",
                    "exception": task.exception(),
                    "task": task,
                }
            )
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
