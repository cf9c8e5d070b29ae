"""What a cancelled task leaves."""

from __future__ import annotations

from asyncproof.exploring.comparing.leaving import cancellations
from asyncproof.exploring.comparing.touch import Thing
from tests.exploring.comparing.values import recording, spot, stop, touch

TAKEN = touch("A", 2, "calls acquire() of", thing=Thing(2, None), kind="Semaphore")
GIVEN = touch("A", 9, "calls release() of", thing=Thing(2, None), kind="Semaphore")
LESS, MORE = touch("A", 3), touch("A", 8)
LINES = [spot(line) for line in range(2, 10)]


def test_what_is_not_undone() -> None:
    """A slot that was taken and a counter, each with what would have given it back; the slot first."""
    works = recording(TAKEN, LESS, MORE, GIVEN, lines={"A": LINES})
    breaks = recording(TAKEN, LESS, stops=[stop("A", 5, 2, 4)], ends=["A"])
    breaks.lines["A"] = LINES[:4]
    (one,) = cancellations(works, breaks)
    assert (one.task, one.spot, one.waiting) == ("A", spot(5), "a sleep")
    assert one.missed == spot(6)
    assert [(left.done, left.undone) for left in one.left] == [(TAKEN, GIVEN), (LESS, MORE)]
    assert (one.next_one, one.goes_on) == (None, None)


def test_who_is_cancelled_anyway() -> None:
    """What happens where it works as well explains nothing."""
    works, breaks = (recording(stops=[stop("A", 5, 0)]) for _ in range(2))
    assert cancellations(works, breaks) == []


def test_an_item_that_was_taken() -> None:
    """It is in nobody's hands, unless it is put back."""
    got = touch("A", 2, "calls get() of", thing=Thing(2, None), kind="Queue")
    back = touch("A", 7, "calls put_nowait() of", thing=Thing(2, None), kind="Queue")
    (lost,) = cancellations(recording(got), recording(got, stops=[stop("A", 5, 1)]))
    assert [(left.done, left.undone) for left in lost.left] == [(got, None)]
    (kept,) = cancellations(recording(got), recording(got, back, stops=[stop("A", 5, 1)]))
    assert kept.left == ()


def test_what_it_still_waits_for() -> None:
    """Who is cancelled in the middle of an acquire, or of a get, has taken nothing."""
    got = touch("A", 5, "calls get() of", thing=Thing(4, None), kind="Queue")
    taken = touch("A", 5, "calls acquire() of", thing=Thing(2, None), kind="Semaphore")
    (one,) = cancellations(recording(got, taken, GIVEN), recording(got, taken, stops=[stop("A", 5, 2)]))
    assert one.left == ()


def test_whose_get_is_none_of_a_queue() -> None:
    """A library's client has a method of that name, too."""
    asked = touch("A", 2, "calls get() of", thing=Thing(4, None), kind="Redis", surely=False)
    (one,) = cancellations(recording(asked), recording(asked, stops=[stop("A", 5, 1)]))
    assert one.left == ()


def test_what_has_changed_nothing() -> None:
    """To write what was there before leaves nothing behind."""
    same, after = touch("A", 3, value="False"), touch("B", 4, "reads", value="False")
    works = recording(same, touch("A", 8), after)
    (one,) = cancellations(works, recording(same, after, stops=[stop("A", 5, 1)]))
    assert one.left == ()


def test_who_uses_a_connection_next() -> None:
    """A reply that is still to come is read by whoever reads next."""
    reads = [
        touch(task, 5, "calls readline() of", thing=Thing(3, None), kind="StreamReader") for task in "AB"
    ]
    (one,) = cancellations(recording(*reads), recording(*reads, stops=[stop("A", 5, 1)]))
    assert one.next_one == (reads[0], reads[1])


def test_who_goes_on_all_the_same() -> None:
    """A task that swallows its cancellation, with the line that it comes to last."""
    breaks = recording(stops=[stop("A", 5, 0, 1)])
    breaks.lines["A"] = [spot(5), spot(6), spot(7)]
    (one,) = cancellations(recording(), breaks)
    assert one.goes_on == spot(7)
    assert one.missed is None
