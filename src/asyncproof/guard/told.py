"""What has been told of in this test, so that nothing is told twice: by identity, as some of it is dying."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from asyncproof.guard.host import Host

_TOLD: WeakKeyDictionary[Host, set[int]] = WeakKeyDictionary()


def told_ids(session: Host) -> set[int]:
    """Return the identities of what was told of, or is part of what was; emptied when a test begins."""
    return _TOLD.setdefault(session, set())
