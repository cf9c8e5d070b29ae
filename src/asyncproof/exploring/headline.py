"""What failed, in one line: the error, for a bare `assert` its place and text, for a group what it is of."""

from __future__ import annotations

import linecache
import traceback
from typing import TYPE_CHECKING

from asyncproof.loop.waits.spot import is_users, shown_file

if TYPE_CHECKING:
    from collections.abc import Iterator


def headline(error: BaseException) -> str:
    """Return the kind of an error and its message; without one, the line of the user's that raised it.

    A group is told with the first of the errors in it, and how many there are.
    """
    message = str(getattr(error, "message", error))
    first, *others = _leaves(error)
    if first is not error:
        more = f" (first of {len(others) + 1})" if others else ""
        return f"{type(error).__name__}: {message}{more}: {headline(first)}"
    if not message:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_users(frame.filename)]
        message = _line(frames[-1]) if frames else ""
    return f"{type(error).__name__}: {message}".rstrip(": ")


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """Go through the errors of a group, which Python has since 3.11, and of groups in it; or the error."""
    inner = getattr(error, "exceptions", None)
    if not isinstance(inner, tuple) or not inner:
        yield error
        return
    for each in inner:
        yield from _leaves(each)


def _line(frame: traceback.FrameSummary) -> str:
    text = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"{text}  ({shown_file(frame.filename)}:{frame.lineno})"
