"""Remembers what was worked out, so that it does not matter who asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.check.linking.value import UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MISSING: Any = object()


class Memory:
    """What is known, and what is being worked out.

    What is asked for while it is being worked out, as a function is that calls itself, is a guess: `UNKNOWN`.
    What came of a guess holds for the question at hand and is forgotten with it. Otherwise what is found in
    one file would depend on the files before it.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self._known: dict[Hashable, Value] = {}
        self._kept: dict[Hashable, Any] = {}
        self._asked: dict[Hashable, Value] = {}
        """What came of guesses, for those who ask the same from outside again."""
        self._passing: dict[Hashable, Value] = {}
        self._busy: set[Hashable] = set()
        self._guesses = 0

    def guess(self) -> None:
        """Note that something was not worked out: what comes of it is a guess."""
        self._guesses += 1

    def keep(self, key: Hashable, work: Callable[..., Any], *args: Any) -> Any:
        """Return what is known under a key, or work it out: for what can never ask for itself."""
        found = self._kept.get(key, _MISSING)
        if found is _MISSING:
            before = self._guesses
            found = work(*args)
            if self._guesses == before:
                self._kept[key] = found
        return found

    def get(self, key: Hashable, work: Callable[..., Value], *args: Any) -> Value:
        """Return what is known under a key, or work it out."""
        found = self._known.get(key, _MISSING)
        if found is not _MISSING:
            return found  # type: ignore[no-any-return] # no value is Any
        outside = not self._busy
        found = (self._asked if outside else self._passing).get(key, _MISSING)
        if found is not _MISSING or key in self._busy:
            self._guesses += 1
            return UNKNOWN if found is _MISSING else found
        return self._worked_out(key, work, args, outside=outside)

    def _worked_out(
        self, key: Hashable, work: Callable[..., Value], args: tuple[Any, ...], *, outside: bool
    ) -> Value:
        before = self._guesses
        self._busy.add(key)
        try:
            found = work(*args)
        finally:
            self._busy.discard(key)
            if outside:
                self._passing.clear()
        if self._guesses == before:
            self._known[key] = found
        else:
            (self._asked if outside else self._passing)[key] = found
        return found
