"""The event loop under control: its order, its virtual clock, its network, its view of the real world.

The public names are loaded when first used: whoever needs one part, such as `usercode`, does not pay for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

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

__getattr__ = late_names(
    __name__,
    {
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
    },
)
