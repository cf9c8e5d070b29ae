"""Replaces files so that each is whole at any moment: the old one, or the new one, and never a part."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.reading.trouble import Trouble

if TYPE_CHECKING:
    from asyncproof.check.reading.source import Source

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write(before: Source, after: Source) -> Trouble | None:
    """Replace the content of a file, if it is still what was read; its mode stays, links are followed."""
    real = Path(os.path.realpath(before.path))
    try:
        state = real.stat()
        if not state.st_mode & _WRITABLE or not os.access(real, os.W_OK):
            return Trouble(before.path, None, "is read-only: it was left as it is", "Make it writable first.")
        if real.read_bytes() != before.raw:
            message = "has changed since it was read: it was left as it is"
            return Trouble(before.path, None, message, "Run the check again.")
        _replace(real, after.raw, state)
    except OSError as error:
        message = f"can't be written: {error.strerror or error}"
        return Trouble(before.path, None, message, "It was left as it is.")
    return None


def _replace(path: Path, content: bytes, state: os.stat_result) -> None:
    """Write a new file beside the old one, and put it in its place when all of it is on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".asyncproof-")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):  # only root may give files away
                os.chown(made, state.st_uid, state.st_gid)
        made.chmod(stat.S_IMODE(state.st_mode))
        made.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise
