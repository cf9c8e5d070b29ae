"""The errors that asyncproof raises: every one has a slug, and the slug has a page."""

from __future__ import annotations

from typing import ClassVar


class AsyncproofError(Exception):
    """Anything that asyncproof itself complains about."""

    slug: ClassVar[str] = "asyncproof"

    def __init__(self, message: str) -> None:
        """Keep the message without the pointer to its page."""
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the message and where to read more."""
        return f"{self.message}\n(more: asyncproof explain {self.slug})"


class UsageError(AsyncproofError):
    """Asyncproof was asked for something that it cannot do as asked."""

    slug = "usage"


class ScheduleError(AsyncproofError):
    """The text of a schedule is damaged, cut short or of another version."""

    slug = "damaged-schedule"


class ReplayError(AsyncproofError):
    """A replayed run asked other questions than the run that was recorded."""

    slug = "replay-diverged"


class StuckError(AsyncproofError):
    """The run can make no progress; the two ways this happens are its subclasses."""

    slug = "stuck"


class Deadlock(StuckError):  # noqa: N818 - it is what happened, and users catch it by this name
    """Nothing can happen any more: nothing is ready, no timer is set, nothing real is outstanding."""

    slug = "deadlock"


class Livelock(StuckError):  # noqa: N818 - it is what happened, and users catch it by this name
    """Steps run for ever and time does not move, or only periodic timers are left."""

    slug = "livelock"
