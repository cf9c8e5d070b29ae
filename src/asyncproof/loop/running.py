"""Running one coroutine on a controlled loop of its own, as `asyncio.run` does on a stock one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.loop.controlled import ControlledLoop
from asyncproof.loop.policy import TIMING, Policy

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
        return loop.run_until_complete(main)
    finally:
        try:
            _wind_down(loop)
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def _wind_down(loop: ControlledLoop) -> None:
    """Cancel what is left, and end async generators and the default executor."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
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
