"""A failing run beside one that passes: what two tasks meet on, and in which order it works."""

from asyncproof.exploring.comparing.comparison import Comparison

__all__ = ["Comparison"]
