"""Things by their full names, where their package is installed."""

from __future__ import annotations

import importlib
from typing import Any

MISSING = object()


def thing_named(name: str) -> Any:
    """Return what has this full name; MISSING where its package is not installed."""
    parts = name.split(".")
    for number in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:number]))
        except ImportError:
            continue
        for part in parts[number:]:
            owner = found if hasattr(found, part) else found()  # some are made by functions, or by `__init__`
            found = getattr(owner, part)
        return found
    return MISSING
