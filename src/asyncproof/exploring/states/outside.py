"""Notices that a run changes something outside of the process, which no look at its objects can show."""

from __future__ import annotations

import os
import sys
from typing import Any

from asyncproof.exploring.states.visible import Unseen

_NAMES = (
    "os.chmod os.chown os.link os.mkdir os.mkfifo os.putenv os.remove os.rename os.replace os.rmdir",
    "os.symlink os.truncate os.unsetenv os.utime os.chdir os.system os.posix_spawn os.fork os.exec os.kill",
    "shutil.copyfile shutil.move shutil.rmtree shutil.copytree shutil.make_archive subprocess.Popen",
    "socket.connect socket.sendto socket.bind sqlite3.connect",
)
_CHANGES = frozenset(name for names in _NAMES for name in names.split())
"""Events of the interpreter that say so by their name."""
_MODES = frozenset("wax+")
_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Ear:
    """Hears the events; the interpreter has no way to stop listening, so there is one for all runs."""

    installed = False
    count = 0
    last = ""

    @classmethod
    def hear(cls, event: str, details: tuple[Any, ...]) -> None:
        """Count what changes something."""
        if event in _CHANGES or (event == "open" and _is_written(details)):
            cls.count += 1
            cls.last = event if event != "open" else f"the file {details[0]!r}"


def _is_written(details: tuple[Any, ...]) -> bool:
    path, mode, flags = details
    if _MODES.isdisjoint(mode) if isinstance(mode, str) else not flags & _FLAGS:
        return False
    return not (isinstance(path, str) and "__pycache__" in path)  # an import may come at any time


def changes() -> int:
    """Return how often something was changed outside, since this was asked for the first time."""
    if not _Ear.installed:
        _Ear.installed = True
        sys.addaudithook(_Ear.hear)
    return _Ear.count


def check_unchanged(since: int) -> None:
    """Raise `Unseen` if something was changed since so many changes."""
    if _Ear.count != since:
        raise Unseen(_Ear.last)
