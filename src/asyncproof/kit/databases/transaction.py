"""One real transaction that several lanes share: each has a savepoint in it, and undoes only its own work."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asyncproof.core import AsyncproofError, UsageError
from asyncproof.kit.databases import tales
from asyncproof.kit.databases.lane import Lane
from asyncproof.kit.databases.marks import Mark, Marks
from asyncproof.kit.databases.statements import Kind, Statement, read_statement
from asyncproof.kit.databases.voices import task_name, voice_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.kit.databases.errors import InterleavedTransactions

NOTHING = "SELECT 1"
"""A statement to send in place of one that must not be sent."""


class Transaction:
    """The transaction of a test, on one real connection.

    All methods but `open_lane` are called by SQLAlchemy in its greenlets, where the calls of a driver wait.
    """

    def __init__(self, real: Any, *, fails_whole: bool) -> None:
        self.real = real
        self._loop = asyncio.get_running_loop()
        self._fails_whole = fails_whole
        self._marks = Marks()
        self._lanes: list[Lane] = []
        self.is_over = False
        self.trouble: list[InterleavedTransactions] = []
        """What went wrong, also if the code under test has caught it."""

    def end(self) -> None:
        """Undo everything; lanes that are still in use can do nothing any more, and may be closed."""
        self.is_over = True
        self.real.rollback()

    def open_lane(self) -> Lane:
        """Return what looks like one more connection."""
        self.check()
        lane = Lane(self)
        self._lanes.append(lane)
        return lane

    def check(self) -> None:
        """Refuse to be used where or when the connection is not there."""
        if asyncio.get_running_loop() is not self._loop:
            raise UsageError(tales.OTHER_LOOP)
        if self.is_over:
            raise UsageError(tales.too_late(task_name()))

    def before(self, lane: Lane, text: str) -> str:
        """Get ready for a statement of a lane, and return what to send."""
        said = read_statement(text)
        if said.kind is Kind.CONTROL:
            raise UsageError(tales.raw_control(voice_here(text)))
        for other in self._lanes:
            if other is not lane and other.failure is not None and not other.was_freed:
                self._free(other)
        if said.kind is not Kind.ROLLBACK_TO:
            if lane.failure is not None and lane.was_freed:
                raise lane.failure
            self._begin(lane)
        if said.savepoint:
            return self._savepoint(lane, said)
        if said.kind is Kind.WRITE:
            self._write(lane, text)
        return text

    def after(self, lane: Lane) -> None:
        """Commit at once where every statement is a transaction."""
        if lane.is_autocommit:
            self.commit(lane)

    def failed(self, lane: Lane, error: BaseException) -> None:
        """Hear of a statement that the database has refused."""
        if self._fails_whole and not isinstance(error, AsyncproofError):  # ours has not reached the database
            lane.failure = error

    def commit(self, lane: Lane) -> None:
        """Keep what a lane has done."""
        mark = self._marks.of(lane)
        if mark is None or self.is_over:
            return
        if lane.failure is not None:  # COMMIT after an error is a rollback
            self.rollback(lane)
            return
        if self._marks.others_above(mark):
            self._marks.forget(mark)  # its savepoint holds theirs: it stays, and nobody returns to it
        else:
            self._send(lambda: self._release(mark))

    def rollback(self, lane: Lane) -> None:
        """Undo what a lane has done since its transaction began."""
        mark = self._marks.of(lane)
        if mark is None or self.is_over:
            return
        if lane.failure is None and not self._marks.own_since(mark):
            self.commit(lane)  # it has only read: so nobody else's work need be undone
            return
        self._undo(mark)

    def abandon(self, lane: Lane) -> None:
        """Undo what a lane has left open, and forget the lane."""
        if lane in self._lanes:
            self._lanes.remove(lane)
            self.rollback(lane)

    def _begin(self, lane: Lane) -> None:
        if self._marks.of(lane) is None:
            self._send(lambda: f"SAVEPOINT {self._marks.set(lane).name}")

    def _savepoint(self, lane: Lane, said: Statement) -> str:
        """Return the same statement with a name of ours: those of two lanes must not be the same."""
        if said.kind is Kind.SAVEPOINT:
            return f"SAVEPOINT {self._marks.set(lane, said.savepoint).name}"
        mark = self._marks.named(lane, said.savepoint)
        if mark is None:
            return f"{said.kind.value.upper()} SAVEPOINT {said.savepoint}"  # the database knows what to say
        if said.kind is Kind.ROLLBACK_TO:
            self._undo(mark, keep=True)
        elif self._marks.others_above(mark):
            self._marks.forget(mark)
        else:
            self._marks.forget(mark)
            return f"RELEASE SAVEPOINT {mark.name}"
        return NOTHING

    def _write(self, lane: Lane, text: str) -> None:
        voice = voice_here(text)
        for other in self._lanes:
            theirs = None if other is lane else self._marks.uncommitted(other)
            if theirs is not None and theirs.voice.task != voice.task:
                self._tell(tales.two_writers(theirs.voice, voice))
        self._marks.written(lane, voice)

    def _undo(self, mark: Mark, *, keep: bool = False) -> None:
        lane, lost = mark.lane, self._marks.others_since(mark)
        lane.failure, lane.was_freed = None, False
        self._send(lambda: self._return_to(mark, keep=keep))
        if lost is not None:
            self._tell(tales.lost_work(task_name(), lost.voice))

    def _free(self, lane: Lane) -> None:
        """Undo the statement with which another lane has failed, so that the connection answers again."""
        mark = self._marks.innermost(lane)
        if mark is not None:
            lane.was_freed = True
            failure = lane.failure
            self._undo(mark, keep=True)
            lane.failure, lane.was_freed = failure, True

    def _tell(self, trouble: InterleavedTransactions) -> None:
        self.trouble.append(trouble)
        raise trouble

    def _release(self, mark: Mark) -> str:
        self._marks.forget(mark)
        return f"RELEASE SAVEPOINT {mark.name}"

    def _return_to(self, mark: Mark, *, keep: bool) -> str:
        self._marks.undo(mark, keep=keep)
        return f"ROLLBACK TO SAVEPOINT {mark.name}"

    def _send(self, statement: Callable[[], str]) -> None:
        """Send a statement that is noted at the moment it is sent: others may be waiting to send theirs."""
        cursor = self.real.cursor()
        try:
            cursor.execute(statement())
        finally:
            cursor.close()
