"""The event loop under control: its order, its virtual clock, its network, its view of the real world.

The public names are loaded when first used: whoever needs one part, such as `usercode`, does not pay for all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.loop.choosers import FirstChooser, RandomChooser, ReplayChooser
    from asyncproof.loop.clock import VirtualClock
    from asyncproof.loop.controlled import ControlledLoop
    from asyncproof.loop.limits import Limits
    from asyncproof.loop.network import Connection, Link, Network, UnknownHost
    from asyncproof.loop.policy import REORDER, TIMING, Policy
    from asyncproof.loop.running import run

__all__ = [
    "REORDER",
    "TIMING",
    "Connection",
    "ControlledLoop",
    "FirstChooser",
    "Limits",
    "Link",
    "Network",
    "Policy",
    "RandomChooser",
    "ReplayChooser",
    "UnknownHost",
    "VirtualClock",
    "run",
]

_HOMES = {
    "REORDER": "policy",
    "TIMING": "policy",
    "Connection": "network",
    "ControlledLoop": "controlled",
    "FirstChooser": "choosers",
    "Limits": "limits",
    "Link": "network",
    "Network": "network",
    "Policy": "policy",
    "RandomChooser": "choosers",
    "ReplayChooser": "choosers",
    "UnknownHost": "network",
    "VirtualClock": "clock",
    "run": "running",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
