from __future__ import annotations

from asyncproof.guard import Session
from asyncproof.guard.told import told_ids


def test_each_session_has_its_own() -> None:
    """What one session has told is not told to another, and is still known when it is asked again."""
    one, other = Session([]), Session([])
    told_ids(one).add(1)
    assert told_ids(one) == {1}
    assert told_ids(other) == set()
