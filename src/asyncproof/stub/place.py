"""Where in the test something was written, for messages."""

from __future__ import annotations

import os
from pathlib import Path
from traceback import walk_tb

from asyncproof.core.frames import frame_above

_OURS = str(Path(__file__).parents[1]) + os.sep


def written_at() -> str:
    """Return file and line of the nearest caller outside of this package."""
    frame = frame_above(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    return _shown(frame.f_code.co_filename, frame.f_lineno)


def raised_at(error: BaseException) -> str:
    """Return file and line at which an error left the code of somebody else than this package."""
    places = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith(_OURS)
    ]
    return _shown(*places[-1]) if places else "this place"


def _shown(path: str, line: int) -> str:
    short = os.path.relpath(path) if path.startswith(os.getcwd() + os.sep) else path  # noqa: PTH109 - plain text
    return f"{short}:{line}"
