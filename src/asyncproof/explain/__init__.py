"""Explanations: what a failure of an async test means, in terms of the user's own code."""

from asyncproof.explain.case import Case, Story
from asyncproof.explain.failure import Failure, Fixture, Frame, Test
from asyncproof.explain.registry import all_cases
from asyncproof.explain.telling import explain

__all__ = ["Case", "Failure", "Fixture", "Frame", "Story", "Test", "all_cases", "explain"]
