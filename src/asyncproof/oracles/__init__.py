"""Oracles: what is true of a run in which nothing went wrong, for tests that have no assertion at hand.

The public names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.oracles.errors import AlwaysError, EventuallyError, OracleError, OrderError
    from asyncproof.oracles.invariant import always
    from asyncproof.oracles.order import atomic, linearizable
    from asyncproof.oracles.progress import eventually

__all__ = [
    "AlwaysError",
    "EventuallyError",
    "OracleError",
    "OrderError",
    "always",
    "atomic",
    "eventually",
    "linearizable",
]

__getattr__ = late_names(
    __name__,
    {
        "AlwaysError": "errors",
        "EventuallyError": "errors",
        "OracleError": "errors",
        "OrderError": "errors",
        "always": "invariant",
        "atomic": "order",
        "eventually": "progress",
        "linearizable": "order",
    },
)
