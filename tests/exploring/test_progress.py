from __future__ import annotations

from asyncproof.core import Choice, Schedule
from asyncproof.exploring.outcome import Outcome
from asyncproof.exploring.progress import Progress


def outcome(*choices: Choice) -> Outcome:
    """Return a run that was asked this."""
    return Outcome(Schedule(choices))


def counted(now: list[float]) -> Progress:
    """Return a count with a clock that is set by hand, two seconds after its beginning."""
    progress = Progress(lambda _: None, clock=lambda: now[0])
    progress.begin(100, None)
    now[0] += 2
    return progress


def test_answers_are_counted_once() -> None:
    """Each answer to each question of a rung is known once, and tried once."""
    progress = counted([0.0])
    progress.ran("latency", outcome(Choice("time", 2, 0), Choice("arrival", 3, 2)), 0)
    assert (progress.tried, progress.answers) == (2, 5)
    progress.ran("latency", outcome(Choice("time", 2, 0), Choice("arrival", 4, 1)), 0)
    assert (progress.tried, progress.answers) == (3, 6)
    progress.ran("cancel", outcome(Choice("time", 2, 0)), 1)
    assert (progress.tried, progress.answers) == (4, 8)


def test_one_line_says_it() -> None:
    """Rung, runs, rate, answers, failures if there are some, and the time that is left."""
    progress = counted([0.0])
    for _ in range(10):
        progress.ran("latency", outcome(Choice("time", 2, 0)), 0)
    assert str(progress) == "latency: 10 of 100 runs, 5/s, 0:18 left at most, 1 of 2 answers tried"
    progress.ran("cancel", outcome(), 1)
    assert ", 1 failure, " in str(progress)
    progress.ran("cancel", outcome(), 2)
    assert ", 2 failures, " in str(progress)


def test_a_deadline_may_come_first() -> None:
    """What is left is what the runs take, or what the clock allows, whichever is less, and never below 0."""
    now = [0.0]
    progress = Progress(lambda _: None, clock=lambda: now[0])
    progress.begin(1000, 5.0)
    now[0] = 2.0
    progress.ran("timing", outcome(), 0)
    assert progress.seconds_left == 3.0
    now[0] = 9.0
    assert progress.seconds_left == 0.0


def test_everybody_is_told_of_every_run() -> None:
    """Who watches is called after each run."""
    heard = []
    progress = Progress(lambda so_far: heard.append(so_far.runs))
    progress.begin(2, None)
    progress.ran("stock", outcome(), 0)
    progress.ran("timing", outcome(), 0)
    assert heard == [1, 2]
