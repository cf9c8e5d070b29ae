"""What failed, in one line: the error, and for a bare `assert` its place and text."""

from __future__ import annotations

import linecache
import traceback

from asyncproof.loop.waits.spot import is_users, shown_file


def headline(error: BaseException) -> str:
    """Return the kind of an error and its message; without one, the line of the user's that raised it."""
    message = str(getattr(error, "message", error))
    if not message:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_users(frame.filename)]
        message = _line(frames[-1]) if frames else ""
    return f"{type(error).__name__}: {message}".rstrip(": ")


def _line(frame: traceback.FrameSummary) -> str:
    text = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"{text}  ({shown_file(frame.filename)}:{frame.lineno})"
