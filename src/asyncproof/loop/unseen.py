"""Loops at whose steps nobody can look, as uvloop's: who runs one is told that it runs, and no more.

These are the classes of loops that are not built upon asyncio's own. There is no public place where they can
be met, so their `run_forever` is replaced as long as somebody listens, and put back at the end.
"""

from __future__ import annotations

import asyncio
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RUN = "run_forever"


class UnseenLoops:
    """Tells of each such loop that begins to run."""

    def __init__(self, tell: Callable[[Any], None]) -> None:
        """Take who is told."""
        self._tell = tell
        self._replaced: dict[type[Any], Any] = {}

    def reach(self) -> None:
        """Reach the classes that there are; those that are imported later need another call."""
        for kind in _kinds():
            if kind not in self._replaced:
                self._replaced[kind] = vars(kind).get(_RUN)
                setattr(kind, _RUN, self._telling(getattr(kind, _RUN)))

    def put_back(self) -> None:
        """Leave the classes as they were."""
        while self._replaced:
            kind, original = self._replaced.popitem()
            if original is None:
                delattr(kind, _RUN)
            else:
                setattr(kind, _RUN, original)

    def _telling(self, original: Callable[[Any], None]) -> Callable[[Any], None]:
        @wraps(original)
        def run_forever(loop: Any) -> None:
            self._tell(loop)
            original(loop)

        return run_forever


def _kinds() -> Iterator[type[Any]]:
    """Yield the classes of loops that stand beside asyncio's own, and can run."""
    for kind in asyncio.AbstractEventLoop.__subclasses__():
        runs = getattr(kind, _RUN) is not asyncio.AbstractEventLoop.run_forever
        if runs and not issubclass(kind, asyncio.BaseEventLoop):
            yield kind
