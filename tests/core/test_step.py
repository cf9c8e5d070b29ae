from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from asyncproof.core import Step


def test_a_step_cannot_be_changed() -> None:
    """A step is a value: what happened, happened."""
    step = Step(number=1, at=0, who="Task-1", where="a.py:1 in f", is_task=True)
    with pytest.raises(FrozenInstanceError):
        step.number = 2
