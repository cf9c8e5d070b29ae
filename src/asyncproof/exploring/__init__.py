"""Runs a test under every schedule that matters, cancels it at every point, and replays what breaks."""

from asyncproof.exploring.explorer import explore, replay
from asyncproof.exploring.progress import Progress
from asyncproof.exploring.result import Failure, Interrupted, Result
from asyncproof.exploring.rungs import Rung

__all__ = ["Failure", "Interrupted", "Progress", "Result", "Rung", "explore", "replay"]
