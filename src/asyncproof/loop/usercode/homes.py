"""Where a file is at home: in Python's library, with what is installed, in this package, or with the user."""

from __future__ import annotations

import os
import sysconfig
from functools import lru_cache
from os.path import abspath  # by name: who looks for calls that block the loop replaces it
from pathlib import Path

_FOLDERS = frozenset({"site-packages", "dist-packages"})
"""What is installed is in one of them, also where it is installed for another Python."""
_OURS = Path(__file__).parents[2]


@lru_cache(maxsize=4096)
def is_foreign(file: str) -> bool:
    """Say whether a file is the standard library's, installed, or asyncproof's own."""
    return is_pythons(file) or is_installed(file) or is_ours(file)


@lru_cache(maxsize=4096)
def is_pythons(file: str) -> bool:
    """Say whether a file is the standard library's."""
    return _spelled(file).startswith(_roots("stdlib", "platstdlib")) and not is_installed(file)


@lru_cache(maxsize=4096)
def is_installed(file: str) -> bool:
    """Say whether a file is of a package that is installed."""
    path = _spelled(file)
    folders = path.split(os.sep)  # noqa: PTH206 - asked of each file, so quickly
    return not _FOLDERS.isdisjoint(folders) or path.startswith(_roots("purelib", "platlib"))


@lru_cache(maxsize=4096)
def is_ours(file: str) -> bool:
    """Say whether a file is of this package."""
    return _spelled(file).startswith(_ours())


def _spelled(file: str) -> str:
    return os.path.normcase(abspath(file))  # noqa: PTH100 - as spelled: links are not followed


@lru_cache(maxsize=1)
def _ours() -> tuple[str, ...]:
    return _with_targets({str(_OURS)})


@lru_cache(maxsize=2)
def _roots(*names: str) -> tuple[str, ...]:
    known = sysconfig.get_paths()
    roots = {known[name] for name in names}
    if "stdlib" in names:
        roots.add(str(Path(os.__file__).parent))
    return _with_targets(roots)


def _with_targets(roots: set[str]) -> tuple[str, ...]:
    """Return the folders, and those that they are links to."""
    roots |= {str(Path(root).resolve()) for root in roots}
    return tuple(sorted(os.path.normcase(root) + os.sep for root in roots))
