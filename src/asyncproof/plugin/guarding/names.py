"""Helps with a name that is not one of a guard: what it may have been meant to be."""

from __future__ import annotations

from difflib import get_close_matches

from asyncproof.guard import setting_names


def hint(name: str) -> str:
    """Say which name is close, or where all of them are listed."""
    close = get_close_matches(name, sorted(setting_names()), n=1)
    return f"Did you mean {close[0]!r}?" if close else "All names are listed by: asyncproof explain"
