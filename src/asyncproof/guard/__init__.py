"""Guards: they watch every test of a run, and fail the one that hides a bug, with its cause and its cure."""

from asyncproof.guard.guard import Guard
from asyncproof.guard.owner import Owner
from asyncproof.guard.registry import all_guards, setting_names
from asyncproof.guard.ruling.level import Level
from asyncproof.guard.ruling.rules import Rules
from asyncproof.guard.session import Session
from asyncproof.guard.wording import describe

__all__ = ["Guard", "Level", "Owner", "Rules", "Session", "all_guards", "describe", "setting_names"]
