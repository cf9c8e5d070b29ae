"""Notes what files and folders look like that were read, so that a later run can tell that they still do.

Imported also by a run that only gives its answer again, so it takes nothing that is slow to import.
"""

from __future__ import annotations

import os
from itertools import repeat

from asyncproof.check.cache.seal import (
    GONE,
    UNSEEN,
    UNSURE,
    ChangedError,
    File,
    Folder,
    content_of,
    names_in,
)

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Seen = Mapping[str, tuple[Iterable[str], int]]
    """For each folder the names of the files that were read, and how much the names in it count."""

COARSEST = 2_000_000_000
"""Nanoseconds that two changes may be apart and still get the same time, as on FAT."""
_CLOCK = "clock"
"""The file that tells the time."""

NOT, SOME, ALL = range(3)


def now(folder: str) -> int:
    """Return the time by the clock of a folder's file system: what changes from here on is not older.

    It is asked of a file, since file systems have clocks of their own, which may be behind. If it can't be
    written, as on a full disk, it is the beginning of time: nothing is older, so nothing is kept.
    """
    path = f"{folder}{os.sep}{_CLOCK}"
    try:
        with open(path, "wb") as file:
            file.write(b"!")
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def tick(folder: str) -> int:
    """Wait for the next tick of this clock, a few milliseconds: what was made before has an older time."""
    start = now(folder)
    return next(later for later in map(now, repeat(folder)) if later != start or not later)


def seal_file(folder: str, name: str, start: int) -> File:
    """Note what a file looks like that was read since *start*; ChangedError if it is newer than that."""
    path = f"{folder}{os.sep}{name}"
    try:
        state = os.stat(path)
    except OSError:
        return name, GONE, GONE, GONE, b""
    latest = max(state.st_mtime_ns, state.st_ctime_ns)
    if latest >= start:
        raise ChangedError(path)
    if latest >= start - COARSEST:
        return name, UNSURE, UNSURE, state.st_size, content_of(path)
    return name, state.st_mtime_ns, state.st_ctime_ns, state.st_size, b""


def seal_folder(path: str, files: Iterable[str], start: int, *, listed: bool, telling: bool) -> Folder:
    """Note what a folder and some files in it look like; ChangedError if something is newer than *start*."""
    sealed = tuple(seal_file(path, name, start) for name in sorted(files))
    if not listed:
        return path, UNSEEN, b"", telling, sealed
    try:
        changed = os.stat(path).st_mtime_ns
        names = names_in(path, telling=telling)
    except OSError:
        return path, GONE, b"", telling, sealed
    if changed >= start and not telling:
        raise ChangedError(path)
    return path, changed if changed < start - COARSEST else UNSURE, names, telling, sealed
