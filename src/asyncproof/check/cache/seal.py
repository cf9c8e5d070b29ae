"""What files and folders looked like when they were read, and whether they still do.

Imported before anything else of a run, so it takes nothing that is slow to import.
"""

from __future__ import annotations

import os

from asyncproof.check.cache.folder import digest_of

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Iterable

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


class ChangedError(Exception):
    """Something is not as it was."""


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


def check(folders: Iterable[Folder]) -> list[int]:
    """Return the numbers of the folders that are to be sealed again, as not all was told by times.

    ChangedError if anything has changed.
    """
    stat, unsure = os.stat, []
    for number, (path, changed, names, telling, files) in enumerate(folders):
        again = changed != UNSEEN and _check_folder(path, changed, names, telling=telling)
        before = path + os.sep
        for file in files:
            name, modified, status, size, content = file
            try:
                state = stat(before + name)
            except OSError:
                if size != GONE:
                    raise ChangedError(path) from None
                continue
            if state.st_ctime_ns == status and state.st_mtime_ns == modified and state.st_size == size:
                continue
            if modified != UNSURE or state.st_size != size or content_of(before + name) != content:
                raise ChangedError(path)
            again = True
        if again:
            unsure.append(number)
    return unsure


def _check_folder(path: str, changed: int, names: bytes, *, telling: bool) -> bool:
    """Tell whether the names in a folder had to be read, and whether it pays to note its time again.

    It does not above a project, where something comes and goes all the time.
    """
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
    return not telling
