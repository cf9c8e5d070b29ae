"""The objects that were made since the last look, found without a full collection and without keeping them.

Python's collector keeps young objects apart from old ones. At the end of every test this lists the young ones
and then has them collected, so that all survivors are old when the next test starts: its young objects are
its own. Should the collector itself make objects old in between, those of interest are noted weakly first.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from itertools import compress
from typing import TYPE_CHECKING
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

YOUNG = (0, 1)
_MOST_TYPES = 4000
_COUNTS_COLLECTIONS = sys.version_info < (3, 14)
"""Whether Python counts how often the youngest were collected since the younger ones were."""
_paused: list[bool] = []
"""Whether the collector was at work when it was stopped for a while."""


def is_collecting() -> bool:
    """Say whether the collector is at work, but for our own pauses."""
    return _paused[-1] if _paused else gc.isenabled()


class Young:
    """Finds the living objects of some types that were made since it was asked last."""

    def __init__(self, wanted: Callable[[type], bool]) -> None:
        """Take the question whether a type is of interest."""
        self._wanted = wanted
        self._unwanted: set[type] = set()
        self._of_interest: set[type] = set()
        self._noted: dict[int, ref[object]] = {}
        self._held: list[object] = []
        self._settling = False

    def start(self) -> None:
        """Begin to look on when the collector makes objects old."""
        gc.callbacks.append(self._collecting)

    def stop(self) -> None:
        """Look on no longer."""
        gc.callbacks.remove(self._collecting)
        self._noted.clear()

    def pause(self) -> None:
        """Let no garbage be collected for now: who looks for causes makes much that is soon thrown away."""
        _paused.append(gc.isenabled())
        gc.disable()

    def go_on(self, hold: Callable[[object], bool] | None = None) -> None:
        """Let garbage be collected again, but *hold* these of the young objects of interest until taken.

        What a failed test has made is garbage while its failure is reported, which makes much, too.
        """
        if hold is not None:
            self._held = [thing for thing in self._young() if hold(thing)]
        if _paused and _paused.pop():
            gc.enable()

    def take(self) -> list[object]:
        """Return the young objects of interest; from now on they are old.

        Garbage among the young ones is collected here, so that what its finalizers say is said now.
        """
        young, held = self._young(), self._held
        self._held = []
        if not self._noted and not held:
            return young
        found = {id(thing): thing for thing in (*young, *held)}
        for noted in list(self._noted.values()):
            thing = noted()
            if thing is not None:
                found.setdefault(id(thing), thing)
        self._noted.clear()
        return list(found.values())

    def settle(self) -> None:
        """Collect the young garbage, and make old what survives."""
        self._settling = True  # what becomes old here is meant to be seen no more
        gc.collect(YOUNG[-1])
        self._settling = False
        self._noted.clear()

    def _young(self) -> list[object]:
        things = gc.get_objects(YOUNG[0])
        if not _COUNTS_COLLECTIONS or gc.get_count()[1]:  # or else all that is young is youngest
            things += gc.get_objects(YOUNG[1])
        try:
            wanted = {*filter(self._is_wanted, {*map(type, things)} - self._unwanted)}
            if wanted:  # often there are none
                return [*compress(things, map(wanted.__contains__, map(type, things)))]
            return []
        finally:
            things.clear()  # it may hold itself, being young too

    def _is_wanted(self, kind: type) -> bool:
        if kind in self._of_interest:
            return True
        is_wanted = self._wanted(kind)
        known = self._of_interest if is_wanted else self._unwanted
        if len(known) > _MOST_TYPES:  # so that no test's classes are kept for ever
            known.clear()
        known.add(kind)
        return is_wanted

    def _collecting(self, phase: str, info: dict[str, int]) -> None:
        if phase != "start" or self._settling or info["generation"] < YOUNG[-1]:
            return
        for thing in self._young():
            # What has no room for weak references is seen only while it is young.
            with suppress(TypeError):
                self._noted[id(thing)] = ref(thing)
