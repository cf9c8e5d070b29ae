"""Runs a test under every schedule that matters, cancels it at every point, and replays what breaks."""

from asyncproof.exploring.explorer import explore, replay
from asyncproof.exploring.result import Failure, Result
from asyncproof.exploring.rungs import Rung

__all__ = ["Failure", "Result", "Rung", "explore", "replay"]
