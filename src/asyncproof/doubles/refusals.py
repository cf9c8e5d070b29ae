"""Calls that doubles refused, and whether the test has seen the error: code under test may swallow it."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING
from weakref import ref

from asyncproof.doubles.catching import catcher_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import CodeType, TracebackType

    from asyncproof.doubles.catching import Catcher
    from asyncproof.doubles.errors import Refusal
    from asyncproof.doubles.place import Spot


class Refused:
    """One refused call: the error itself may be gone by the time somebody asks."""

    def __init__(self, error: Refusal, spot: Spot | None) -> None:
        """Hold the error weakly: it leads to the frames of the test."""
        self.message = error.message
        self.slug = error.slug
        self.spot = spot
        self._error = ref(error)
        self._passed: frozenset[CodeType] = frozenset()
        self._catcher: Catcher | None = None
        error.refused = self

    def note(self, tb: TracebackType | None) -> None:
        """Keep which code the error passed through."""
        if tb is not None:
            self._passed = frozenset(frame.f_code for frame, _ in traceback.walk_tb(tb))
            self._catcher = catcher_of(tb)

    def was_seen_by(self, homes: Collection[CodeType]) -> bool:
        """Say whether the error came to the code of the test; where nobody knows, that it did."""
        error = self._error()
        if error is not None:
            self.note(error.__traceback__)
        catcher = self._catcher
        return catcher is None or not self._passed.isdisjoint(homes) or catcher.expects
