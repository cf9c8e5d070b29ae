"""What an app stands on: the running loop, which must be ours and have a network in memory."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.loop import ControlledLoop

if TYPE_CHECKING:
    from asyncproof.loop.network import Network

_HOW = (
    "Ask for the `asgi` fixture, which brings both, mark the test with "
    '@pytest.mark.virtual_time(network="memory"), or run it with asyncproof.run(main(), network=Network()).'
)


def find_network() -> Network:
    """Return the network in memory of the running loop; raises `UsageError` if there is none."""
    needs = "an app is served on asyncproof's loop with its network in memory"
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise UsageError(f"{needs}, but no event loop is running here. {_HOW}") from None
    if not isinstance(loop, ControlledLoop):
        raise UsageError(f"{needs}, but the running loop is a {type(loop).__qualname__}. {_HOW}")
    if loop.network is None:
        raise UsageError(f"{needs}, but the running loop has no network in memory. {_HOW}")
    return loop.network
