"""What files and folders looked like when they were read, and whether they still do.

Imported before anything else of a run, so it takes nothing that is slow to import.
"""

from __future__ import annotations

import os
from itertools import repeat

from asyncproof.check.cache.folder import digest_of

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Seen = Mapping[str, tuple[Iterable[str], int]]
    """For each folder the names of the files that were read, and how much the names in it count."""

COARSEST = 2_000_000_000
"""Nanoseconds that two changes may be apart and still get the same time, as on FAT."""
_CLOCK = "clock"
"""The file that tells the time."""
UNSURE = 0
"""In the place of a time: too fresh to be believed, so that only the content tells."""
GONE = -1
"""In the place of a size or time: there must be nothing of this name."""
UNSEEN = -2
"""In the place of a folder's time: nobody has asked what is in it."""
TELLING = frozenset(
    {
        *(".git", ".gitignore", ".github", ".circleci", ".ci", ".vscode", ".venv", "venv"),
        *(
            "pyproject.toml",
            "setup.py",
            "setup.cfg",
            "tox.ini",
            "tox.toml",
            "conftest.py",
            "ruff.toml",
            ".ruff.toml",
        ),
        *("pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", ".gitlab-ci.yml", ".travis.yml"),
    }
)
"""Names that count in the folders above a project, where anything else may come and go."""

File = tuple[str, int, int, int, bytes]
"""Name, time of change, time of status, size, and the digest of the content where the times are unsure."""
Folder = tuple[str, int, bytes, bool, tuple[File, ...]]
"""Path, time of change, digest of the names in it, whether only the telling ones count, and files in it."""

NOT, SOME, ALL = range(3)


class ChangedError(Exception):
    """Something is not as it was."""


def now(folder: str) -> int:
    """Return the time by the clock of a folder's file system: what changes from here on is not older.

    It is asked of a file, since file systems have clocks of their own, which may be behind.
    """
    path = f"{folder}{os.sep}{_CLOCK}"
    with open(path, "wb") as file:
        file.write(b"!")
    return os.stat(path).st_mtime_ns


def tick(folder: str) -> int:
    """Wait for the next tick of this clock, a few milliseconds: what was made before has an older time."""
    start = now(folder)
    return next(later for later in map(now, repeat(folder)) if later != start)


def names_in(folder: str, *, telling: bool) -> bytes:
    """Return a digest of the names in a folder, of those that may change what is found."""
    names = [name for name in os.listdir(folder) if name in TELLING or not (telling or _is_noise(name))]
    return digest_of("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))


def _is_noise(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def content_of(path: str) -> bytes:
    """Return the digest of what is in a file."""
    with open(path, "rb") as file:
        return digest_of(file.read())


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


def check(folders: Iterable[Folder]) -> bool:
    """Tell whether some times were too fresh to be believed, though nothing has changed.

    ChangedError if anything has.
    """
    unsure = False
    for path, changed, names, telling, files in folders:
        if changed != UNSEEN:
            unsure |= _check_folder(path, changed, names, telling=telling)
        before = path + os.sep
        for file in files:
            unsure |= _check_file(before + file[0], file)
    return unsure


def _check_folder(path: str, changed: int, names: bytes, *, telling: bool) -> bool:
    try:
        same = os.stat(path).st_mtime_ns == changed
    except OSError:
        if changed != GONE:
            raise ChangedError(path) from None
        return False
    if same:
        return False
    if changed == GONE or names_in(path, telling=telling) != names:
        raise ChangedError(path)
    return changed == UNSURE


def _check_file(path: str, file: File) -> bool:
    _, changed, status, size, content = file
    try:
        state = os.stat(path)
    except OSError:
        if size != GONE:
            raise ChangedError(path) from None
        return False
    if state.st_mtime_ns == changed and state.st_ctime_ns == status and state.st_size == size:
        return False
    if changed != UNSURE or state.st_size != size or content_of(path) != content:
        raise ChangedError(path)
    return True
