"""One of many connections, as the code under test sees them: all of them are one real connection."""

from __future__ import annotations

from typing import Any, Protocol

_OWN = frozenset({"autocommit", "isolation_level", "readonly", "read_only", "deferrable"})


class Road(Protocol):
    """What lanes are of: the transaction that all of them share."""

    real: Any
    """The real connection, as SQLAlchemy adapts it."""

    def check(self) -> None:
        """Raise if the real connection is not to be used here and now."""

    def commit(self, lane: Lane) -> None:
        """Keep what a lane has done."""

    def rollback(self, lane: Lane) -> None:
        """Undo what a lane has done since its last commit or rollback."""

    def abandon(self, lane: Lane) -> None:
        """Undo what a lane has not committed, and forget the lane."""


class Lane:
    """What a pool gets in place of a connection of its driver (the part of PEP 249 that pools use).

    Its transactions are savepoints of the one real transaction, which ends with the test. What else a
    driver's connection can do, the real one does.
    """

    def __init__(self, road: Road) -> None:
        self._road = road
        self._settings: dict[str, Any] = {"isolation_level": "", "readonly": False, "deferrable": False}
        self.is_autocommit = False
        self.failure: BaseException | None = None
        """The error after which PostgreSQL takes nothing but a rollback."""
        self.was_freed = False
        """Whether somebody else has rolled back to go on after that error."""

    def cursor(self, *arguments: Any, **options: Any) -> Any:
        """Return a cursor of the real connection."""
        self._road.check()
        return self._road.real.cursor(*arguments, **options)

    def commit(self) -> None:
        """Keep what was done, until the end of the test."""
        self._road.commit(self)

    def rollback(self) -> None:
        """Undo what was done since the last commit or rollback of this lane."""
        self._road.rollback(self)

    def close(self) -> None:
        """Undo what was not committed; the real connection stays open."""
        self._road.abandon(self)

    def terminate(self) -> None:
        """Do as a connection that was cut off does: nothing that takes time."""

    def ping(self) -> None:
        """Be there: the real connection lives as long as the test."""

    def set_isolation_level(self, level: Any) -> None:
        """Hear whether every statement is to be a transaction; of other levels a savepoint knows nothing."""
        self.isolation_level = level

    def set_autocommit(self, value: bool) -> None:  # noqa: FBT001 - as psycopg has it
        """Hear whether every statement is to be a transaction."""
        self.autocommit = value

    def set_read_only(self, value: Any) -> None:
        """Keep the wish, without an effect."""
        self.readonly = value

    def set_deferrable(self, value: Any) -> None:
        """Keep the wish, without an effect."""
        self.deferrable = value

    def __getattr__(self, name: str) -> Any:
        if name in _OWN:
            return self.is_autocommit if name == "autocommit" else self._settings.get(name)
        return getattr(self._road.real, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _OWN:
            super().__setattr__(name, value)
        elif name == "autocommit":
            self.is_autocommit = bool(value)
        else:
            self._settings[name] = value
            if name == "isolation_level":  # None is how sqlite3 spells it
                self.is_autocommit = value is None or str(value).lower() == "autocommit"
