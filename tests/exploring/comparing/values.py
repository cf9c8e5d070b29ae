"""Touches and recordings, made by hand."""

from __future__ import annotations

from asyncproof.exploring.comparing.recording import Recording, Stop, Turn
from asyncproof.exploring.comparing.touch import Thing, Touch
from asyncproof.loop.waits.spot import Spot


def spot(line: int, text: str = "") -> Spot:
    """Return a line of a file."""
    return Spot("/there/shop.py", line, "buy", text or f"line {line}")


def touch(task: str, line: int, verb: str = "writes", **more: object) -> Touch:
    """Return what a task does on a line, to the one thing that there is."""
    values: dict[str, object] = {
        "step": 0,
        "instruction": line,
        "turn": 1,
        "thing": Thing(1, ".left"),
        "name": "self.left",
        "kind": "Shop",
        "writes": verb not in ("reads", "looks into"),
    }
    return Touch(task=task, spot=spot(line), verb=verb, **{**values, **more})


def recording(*touches: Touch, **more: object) -> Recording:
    """Return a run with these touches."""
    return Recording(touches=list(touches), **more)  # type: ignore[arg-type] # as a test writes it


def turn(task: str, line: int) -> Turn:
    """Return a step of a task."""
    return Turn(task, spot(line))


def stop(task: str, line: int, after: int, lines: int = 0) -> Stop:
    """Return a cancellation after so many touches."""
    return Stop(task, spot(line), "a sleep", after, lines)
