from __future__ import annotations

from asyncproof.core import Choice, Schedule


def test_a_schedule_is_read_back_from_its_text() -> None:
    """What was written is what is read, choices and seed."""
    schedule = Schedule((Choice("arrival", 3, 1), Choice("ready", 2, 0)), seed=42)
    assert Schedule.from_text(schedule.to_text()) == schedule


def test_it_prints_as_its_text() -> None:
    """`str()` of a schedule is what `--replay=` takes."""
    schedule = Schedule((Choice("time", 2, 1),))
    assert str(schedule) == schedule.to_text()


def test_it_is_a_sequence_of_choices() -> None:
    """A schedule has a length and can be gone through."""
    choices = (Choice("time", 2, 1), Choice("ready", 5, 4))
    schedule = Schedule(choices)
    assert (len(schedule), tuple(schedule)) == (2, choices)
