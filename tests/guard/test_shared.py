from __future__ import annotations

import gc
from weakref import ref

from asyncproof.guard.session import Session
from asyncproof.guard.shared import Shared


class Notes:
    """Leads to its session."""

    def __init__(self, session: object) -> None:
        self.session = session


def test_a_session_has_one_and_each_its_own() -> None:
    """Whoever asks for the same session gets the same."""
    shared = Shared(Notes)
    one, other = Session([]), Session([])
    notes = shared.of(one)
    assert shared.of(one) is notes
    assert notes.session is one
    assert shared.of(other) is not notes


def test_a_session_that_is_led_to_can_be_forgotten() -> None:
    """What its guards share keeps neither the session nor itself."""
    shared = Shared(Notes)
    session = Session([])
    session.notes = shared.of(session)  # type: ignore[attr-defined] # as a guard would hold it
    gone = ref(session), ref(session.notes)  # type: ignore[attr-defined] # as above
    del session
    gc.collect()
    assert [one() for one in gone] == [None, None]
