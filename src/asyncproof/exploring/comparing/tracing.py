"""Shows the instructions of the user's code before they run: what a debugger is told, for one run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from asyncproof.exploring.comparing.lens import Lens


def at_work(lens: Lens) -> AbstractContextManager[None]:
    """Look through a lens as long as this is entered, by the means that this Python has for it."""
    if hasattr(
        sys, "monitoring"
    ):  # since 3.12, where tracers are not told of a function's first instructions
        from asyncproof.exploring.comparing.monitoring import monitored  # noqa: PLC0415 - not known before

        return monitored(lens)
    from asyncproof.exploring.comparing.settrace import traced  # noqa: PLC0415 - as above

    return traced(lens)
