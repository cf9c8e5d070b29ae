"""What belongs to the user: which code is theirs, and which names in it hold what we stand in for."""

from asyncproof.loop.usercode.homes import is_foreign, is_installed, is_ours, is_pythons
from asyncproof.loop.usercode.names import Exchange
from asyncproof.loop.usercode.ownership import Ownership

__all__ = ["Exchange", "Ownership", "is_foreign", "is_installed", "is_ours", "is_pythons"]
