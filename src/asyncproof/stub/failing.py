"""A host that is too busy because a chooser wants it, and what is still expected of clients from then on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.stub.replies.reply import Reply
from asyncproof.stub.replies.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.stub.request import Request
    from asyncproof.stub.wrong import Trouble, Wrong

UNAVAILABLE = 503
EXCUSED: frozenset[Trouble] = frozenset({"surplus", "unused", "order", "message", "unfinished"})
"""What may well come of a failure: what failed is tried again, or given up with all that was to follow."""


def may_be_unavailable(request: Request) -> Sending | None:
    """Ask whether the host is too busy for a request, and return what it answers then."""
    loop: Any = asyncio.get_running_loop()
    if getattr(loop, "faults_left", 0) <= 0 or not loop.may_fail(f"{request} is answered with {UNAVAILABLE}"):
        return None
    return Sending(Reply(UNAVAILABLE, text="the host is too busy\n"))


def without_excused(wrongs: Iterable[Wrong], faults: list[str]) -> list[Wrong]:
    """Leave out what is no wonder after something has failed."""
    return [wrong for wrong in wrongs if not faults or wrong.trouble not in EXCUSED]
