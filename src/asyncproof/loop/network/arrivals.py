"""What the network asks of its loop: that something from outside can arrive."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from asyncproof.core.instant import Instant


class ArrivalLoop(asyncio.SelectorEventLoop):
    """An event loop at which outside events arrive, in the order of their source, never at once."""

    if TYPE_CHECKING:

        def arrive(
            self, source: Hashable, callback: Callable[..., object], *args: Any, delay: Instant = 0
        ) -> asyncio.Handle:
            """Run the callback when something from outside has come, `delay` nanoseconds from now."""
            ...

        @property
        def faults_left(self) -> int:
            """How many things may still fail in this run because a chooser wants it."""
            ...

        def may_fail(self, *troubles: str) -> int:
            """Ask what of this fails: its number from 1 up, or 0 for nothing."""
            ...

        def draw(self, kind: str, likely: Sequence[float]) -> int:
            """Pick one of several options, as likely as said: the chooser does, or dice."""
            ...
