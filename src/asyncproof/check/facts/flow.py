"""Where something stands in its scope: a position, and the way through the compound statements around it."""

from __future__ import annotations

from typing import NamedTuple

Position = tuple[int, int]
END: Position = (1 << 30, 0)
"""Behind everything: what a name stands for when its scope has run to its end."""


class Arm(NamedTuple):
    """One way through a compound statement, or a scope of its own as that of a comprehension."""

    statement: Position
    arm: int
    kind: str
    """`if` (its arms exclude each other), `loop`, `try`, `call` (a function that binds a global), `inner`,
    `maybe` (a part of an expression)."""


Path = tuple[Arm, ...]
