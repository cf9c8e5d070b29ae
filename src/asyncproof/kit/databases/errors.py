"""The error that databases of tests raise: two transactions that one connection can't keep apart."""

from __future__ import annotations

from typing import ClassVar

from asyncproof.core import AsyncproofError


class InterleavedTransactions(AsyncproofError):  # noqa: N818 - it is what happened
    """Two transactions met on the one connection of a rolled-back test, and it can't keep them apart."""

    slug: ClassVar[str] = "interleaved-transactions"
