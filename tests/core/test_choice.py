from __future__ import annotations

import pytest

from asyncproof.core import Choice


def test_a_choice_is_a_value() -> None:
    """Two choices with the same content are equal and can be keys."""
    assert {Choice("ready", 3, 1): "x"}[Choice("ready", 3, 1)] == "x"


@pytest.mark.parametrize("picked", [-1, 3])
def test_an_answer_that_was_not_offered_is_refused(picked: int) -> None:
    """A choice can only pick one of its options, and the message names both numbers."""
    with pytest.raises(ValueError, match=rf"'ready' has 3 options, so it cannot pick number {picked}"):
        Choice("ready", 3, picked)
