from __future__ import annotations

import pickle

from asyncproof.core import Schedule
from asyncproof.exploring.far import FarError, PoisonedRun
from asyncproof.exploring.outcome import Outcome, cause_of


def test_an_error_in_words() -> None:
    """It travels, says that it was elsewhere, and has the cause of the error that it stands for."""
    error = FarError("KeyError: 'a'", ("KeyError", "shop.py:7"))
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "KeyError: 'a' (in another process)"
    assert cause_of(again) == ("KeyError", "shop.py:7")
    assert Outcome(Schedule(), again).failed


def test_a_poisoned_run() -> None:
    """All of them have one cause."""
    again = pickle.loads(pickle.dumps(PoisonedRun()))
    assert isinstance(again, PoisonedRun)
    assert cause_of(again) == PoisonedRun().cause
