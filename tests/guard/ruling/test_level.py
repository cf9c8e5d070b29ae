from __future__ import annotations

from asyncproof.guard import Level


def test_levels_are_what_users_write() -> None:
    """A level is made from the word in a setting or a mark."""
    assert [Level(word) for word in ("error", "warn", "off")] == list(Level)
