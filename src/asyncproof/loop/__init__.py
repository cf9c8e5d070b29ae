"""The event loop under control: its order, its virtual clock, its network, its view of the real world."""

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
