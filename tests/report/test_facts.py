"""What the overview says of a picture is true of it."""

from __future__ import annotations

import asyncio

from asyncproof.report.facts import MOST_WAITS, facts_of
from tests.report.scenes import queue_and_workers, recorded


def test_counts_and_times() -> None:
    """Tasks, steps, cancellations and the time that passed are counted."""
    facts = facts_of(recorded(queue_and_workers))
    assert (facts["virtual"], facts["span"], facts["tasks"]) == (True, 4_000_000_000, 3)
    assert (facts["cancelled"], facts["blocked"], facts["left"], facts["left_out"]) == (2, 0, 0, 0)
    assert facts["steps"] == 15


def test_the_longest_waits_come_first() -> None:
    """Waits are ranked, each with who, what, where in the user's code, and after which step."""
    waits = facts_of(recorded(queue_and_workers))["waits"]
    assert len(waits) == MOST_WAITS
    took, who, what, place, step = waits[0]
    assert (took, who, step) == (4_000_000_000, "Task-1", 0)
    assert what.startswith("the join() of Queue `inbox`")
    assert place.startswith("tests/report/scenes.py:")


def test_a_wait_in_a_library_alone_has_its_place_too() -> None:
    """A task that runs nobody's code but asyncio's waits somewhere there."""
    waits = facts_of(recorded(lambda: asyncio.sleep(3)))["waits"]
    assert waits[0][3].startswith("asyncio/tasks.py:")


def test_steps_that_were_left_out_count() -> None:
    """The number of steps is that of the run, not of the picture."""
    facts = facts_of(recorded(queue_and_workers, most_steps=3))
    assert (facts["steps"], facts["left_out"]) == (15, 12)


def test_an_empty_picture_has_facts() -> None:
    """Nothing ran: nothing is counted."""
    facts = facts_of(recorded(queue_and_workers, most_steps=0))
    assert (facts["span"], facts["waits"]) == (0, [])


def test_a_wait_that_is_not_known_has_no_words_and_no_place() -> None:
    """Where neither the words nor the place of a wait are known, it is ranked all the same."""
    picture = recorded(queue_and_workers)
    picture["steps"]["wait"] = [-1] * len(picture["steps"]["wait"])
    picture["steps"]["stack"] = [-1] * len(picture["steps"]["stack"])
    assert facts_of(picture)["waits"][0][2:4] == ["", ""]
