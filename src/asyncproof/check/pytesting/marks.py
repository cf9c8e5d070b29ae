"""Marks as they are meant: those that have nearly the name of one that runs async tests."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.tests import Test

_MEANT = ("asyncio", "anyio")
_NEAR = 0.82
"""How alike two names have to be: one letter more, less or in the wrong place."""


def misspelt_mark(test: Test, configuration: Configuration) -> tuple[str, str] | None:
    """Return the name of a mark and the one that was meant; None if all are right."""
    for name, _ in test.marks:
        if name in _MEANT or name in configuration.markers:
            continue
        near = get_close_matches(name.lower(), _MEANT, 1, _NEAR)
        if near:
            return name, near[0]
    return None
