from __future__ import annotations

from asyncproof.core import Choice, Schedule, Step, Trace

STEP = Step(number=1, at=5, who="Task-1", where="a.py:1 in f", is_task=True)
CALLBACK = Step(number=2, at=7, who="flush", where="", is_task=False)


def heard() -> Trace:
    """Let a trace hear one thing of each kind."""
    trace = Trace()
    trace.step(STEP)
    trace.choice(Choice("ready", 2, 1))
    trace.jump(7)
    trace.step(CALLBACK)
    trace.problem({"message": "oh"})
    return trace


def test_it_keeps_what_it_hears_in_order() -> None:
    """Steps, choices and moves of the clock stand in the order in which they came."""
    assert heard().events == [STEP, Choice("ready", 2, 1), 7, CALLBACK]


def test_it_tells_its_parts_apart() -> None:
    """The steps, the schedule and the problems can be had alone."""
    trace = heard()
    assert trace.steps == [STEP, CALLBACK]
    assert trace.schedule == Schedule((Choice("ready", 2, 1),))
    assert trace.problems == [{"message": "oh"}]


def test_its_story_is_one_line_an_event() -> None:
    """The story names who ran where and when, what was chosen, and how the clock moved."""
    assert heard().story() == ["1 5 Task-1 a.py:1 in f", "choose ready 1/2", "clock 7", "2 7 flush"]
