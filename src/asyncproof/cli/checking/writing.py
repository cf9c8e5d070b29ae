"""Writes a file that people or programs wait for: all of it at once, or nothing."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from asyncproof.core import UsageError


def write_whole(path: Path, text: str) -> None:
    """Put a text into a file, which others see as it was or as it will be, and never half of it."""
    content = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():  # as /dev/stdout, which nobody can replace
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}. Name a file that can.") from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".asyncproof-")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        made.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
