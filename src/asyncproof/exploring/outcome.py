"""What came of one run."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.core import StuckError
from asyncproof.exploring.far import FarError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Chooser, Schedule, Watcher
    from asyncproof.loop import Policy


@dataclass(slots=True)
class Outcome:
    """How a run ended, and the choices that it made."""

    schedule: Schedule
    error: BaseException | None = None
    steps: int = 0
    cancelled: list[str] = field(default_factory=list)
    """The tasks that were cancelled on purpose."""
    cut_short: bool = False
    """Whether such a cancellation has ended it, so that it did not come to what it would have said."""
    needed: tuple[int, ...] = ()
    """Who was cancelled although whatever comes of that is no failure: the answers that do it at once."""
    seen: Any = None
    """What the chooser has noted for its strategy."""

    @property
    def failed(self) -> bool:
        """Whether it ended badly."""
        return self.error is not None

    @property
    def cause(self) -> tuple[str, ...]:
        """What two failures of one cause have in common: the kind of error, and where it was raised."""
        return () if self.error is None else cause_of(self.error)


class Runs(Protocol):
    """Whoever can do one and the same thing again and again: a runner of scenarios, or of pytest's tests."""

    @property
    def runs(self) -> int:
        """How often it was done."""
        ...  # pragma: no cover - a protocol has no body

    def run(self, chooser: Chooser, policy: Policy, watchers: Sequence[Watcher] = ()) -> Outcome:
        """Do it once."""
        ...  # pragma: no cover - a protocol has no body


def cause_of(error: BaseException) -> tuple[str, ...]:
    """Return the kind of an error and where it was raised; a stuck run is one wherever its tasks stand."""
    if isinstance(error, FarError):
        return error.cause
    if isinstance(error, StuckError):
        return (type(error).__name__,)
    inner = getattr(error, "exceptions", None)  # an exception group, which Python has since 3.11
    if isinstance(inner, tuple):
        return (type(error).__name__, *sorted({part for each in inner for part in cause_of(each)}))
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return (type(error).__name__, where)
