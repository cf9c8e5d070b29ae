"""One thing that was not as expected on a test's network, and the kinds of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

Trouble: TypeAlias = Literal[
    "unexpected", "surplus", "unused", "order", "host", "handler", "not-http", "message", "unfinished"
]
"""The kinds of what can be wrong at the end of a test."""

TROUBLES: tuple[Trouble, ...] = get_args(Trouble)


@dataclass(slots=True)
class Wrong:
    """One thing that was not as expected, as it is told."""

    trouble: Trouble
    what: str
    details: list[str] = field(default_factory=list)
    cure: str = ""
