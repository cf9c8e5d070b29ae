"""Turns facts and findings into bytes and back; what comes back is of our own classes and nothing else."""

from __future__ import annotations

import io
import pickle
from typing import Any

_ALLOWED = (
    "asyncproof.check.facts.",
    "asyncproof.check.hit",
    "asyncproof.check.reading.trouble",
    "asyncproof.core.",
)
"""Where the classes come from that may be in it: a cache is a file that anybody may have written."""


def as_bytes(value: object) -> bytes:
    """Return plain values as bytes."""
    return pickle.dumps(value, 5)


def from_bytes(data: bytes) -> Any:
    """Return what was turned into bytes; ValueError if it isn't that."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except Exception as error:  # a torn file may raise anything
        raise ValueError("these are no plain values of ours") from error


class _Reader(pickle.Unpickler):
    """Reads without calling anything but our own classes."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours."""
        if not f"{module}.".startswith(_ALLOWED):
            raise pickle.UnpicklingError(f"{module}.{name} has no business here")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no class")
        return found
