"""The protocol of what guards may ask of the session that drives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Collection

    from asyncproof.core import Place
    from asyncproof.guard.ledger import Ledger
    from asyncproof.guard.owner import Owner
    from asyncproof.guard.thresholds import Thresholds


class Host(Protocol):
    """Knows who owns what, and takes findings."""

    @property
    def ledger(self) -> Ledger:
        """Who made what, and where."""
        ...

    @property
    def loops(self) -> Collection[AbstractEventLoop]:
        """The loops of this run that still exist."""
        ...

    @property
    def thresholds(self) -> Thresholds:
        """How long is too long."""
        ...

    @property
    def running(self) -> Owner | None:
        """The test that is being set up, called or torn down."""
        ...

    def owner_now(self) -> Owner | None:
        """Return for whom the running code works."""
        ...

    def keeper_of(self, thing: object) -> Owner | None:
        """Return the wider fixture that keeps an object, whoever has made it."""
        ...

    def take(
        self,
        guard: Any,
        owner: Owner | None,
        message: str,
        *,
        place: Place | None,
        subjects: tuple[str, ...],
        why: str,
        cure: str,
        lines: tuple[str, ...],
        sure: bool = True,
    ) -> bool:
        """Take a finding, unless its owner's rules let it pass; return whether it was taken."""
