"""What belongs to the user: which code is theirs, and which names in it hold what we stand in for."""

from asyncproof.loop.usercode.names import Exchange
from asyncproof.loop.usercode.ownership import Ownership, is_foreign

__all__ = ["Exchange", "Ownership", "is_foreign"]
