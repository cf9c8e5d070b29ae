"""Where in the test something was written, for messages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_OURS = str(Path(__file__).parents[1]) + os.sep


def written_at() -> str:
    """Return file and line of the nearest caller outside of this package."""
    frame = sys._getframe(1)  # noqa: SLF001 - inspect.currentframe, without looking anything up
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    path = frame.f_code.co_filename
    short = os.path.relpath(path) if path.startswith(os.getcwd() + os.sep) else path  # noqa: PTH109 - plain text
    return f"{short}:{frame.f_lineno}"
