"""An error in a guard: told where Python tells of errors that nobody catches, and not raised at a user."""

from __future__ import annotations

import sys
from types import SimpleNamespace


def tell_trouble(problem: BaseException, where: object) -> None:
    """Tell of an error that came up while a guard heard of something."""
    trouble = SimpleNamespace(
        exc_type=type(problem),
        exc_value=problem,
        exc_traceback=problem.__traceback__,
        err_msg="Exception ignored in a guard of asyncproof",
        object=where,
    )
    sys.unraisablehook(trouble)
