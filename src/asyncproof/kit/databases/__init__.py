"""Real databases for tests: a transaction that always rolls back, or a fresh database for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.kit.databases.errors import InterleavedTransactions
    from asyncproof.kit.databases.fresh import Fresh
    from asyncproof.kit.databases.home import Database, database
    from asyncproof.kit.databases.rolled_back import RolledBack

__all__ = ["Database", "Fresh", "InterleavedTransactions", "RolledBack", "database"]

__getattr__ = late_names(
    __name__,
    {
        "Database": "home",
        "Fresh": "fresh",
        "InterleavedTransactions": "errors",
        "RolledBack": "rolled_back",
        "database": "home",
    },
)
