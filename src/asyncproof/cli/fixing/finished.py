"""What there is to tell when all is mended; apart, so that who mends nothing need not load the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.reading.trouble import Trouble


@dataclass(slots=True)
class Finished:
    """What there is to tell when all is mended."""

    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    """Files that could not be written."""
    difference: list[str] = field(default_factory=list)
    """What would change, line by line, where nothing is written."""
