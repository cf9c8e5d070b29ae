"""How two orders are told."""

from __future__ import annotations

from asyncproof.exploring.comparing.comparison import Comparison
from asyncproof.exploring.comparing.lanes import Lane, Moment, lane_of
from asyncproof.exploring.comparing.leaving import Cancellation, Left
from asyncproof.exploring.comparing.meeting import Meeting
from asyncproof.exploring.comparing.recording import Turn
from asyncproof.exploring.comparing.touch import Thing
from asyncproof.loop.waits.spot import Spot
from tests.exploring.comparing.values import recording, spot, touch, turn

EMPTY = Lane((), ())
READ, WRITE = touch("B", 1, "reads"), touch("A", 2)
MET = Comparison(
    works=lane_of(recording(WRITE, READ), (READ, WRITE)),
    breaks=lane_of(recording(READ, WRITE), (READ, WRITE)),
    meeting=Meeting(READ, WRITE),
    coroutines={"A": "Shop.buy"},
)
WHO = """\
  B reads `self.left` of Shop
      /there/shop.py:1 in buy:  line 1
  before A (Shop.buy) writes it
      /there/shop.py:2 in buy:  line 2
"""


def test_in_columns() -> None:
    """Who meets whom on what, and both orders side by side."""
    assert MET.tell(80) == WHO + (
        "\n"
        "  it works in this order:     it breaks in this one:\n"
        "  > A  :2  line 2             > B  :1  line 1\n"
        "  > B  :1  line 1             > A  :2  line 2"
    )


def test_where_there_is_no_room() -> None:
    """One under the other."""
    assert MET.tell(40) == WHO + (
        "\n"
        "  it works in this order:\n"
        "  > A  :2  line 2\n"
        "  > B  :1  line 1\n"
        "  it breaks in this one:\n"
        "  > B  :1  line 1\n"
        "  > A  :2  line 2"
    )


def test_another_name_and_what_never_happens() -> None:
    """What one calls `first` is `second` to another; and the other may never come to it."""
    late = touch("A", 2, name="there.left")
    told = str(Comparison(EMPTY, EMPTY, meeting=Meeting(READ, late, happens=False)))
    assert "before A writes it, there `there.left`; in this run it never does" in told


def test_the_order_alone() -> None:
    """Where nothing was seen that both touch, only who goes on first is said, and who waits for both."""
    begins = Turn("A", spot(1), begins=True)
    told = Comparison(EMPTY, EMPTY, swapped=(begins, turn("B", 2)), awaited=("main", spot(9))).tell()
    assert told == (
        "  A begins\n"
        "      /there/shop.py:1 in buy:  line 1\n"
        "  before B goes on after\n"
        "      /there/shop.py:2 in buy:  line 2\n"
        "  and main takes them as they come\n"
        "      /there/shop.py:9 in buy:  line 9"
    )
    assert "takes" not in Comparison(EMPTY, EMPTY, swapped=(begins, turn("B", 2))).tell()


def test_a_step_that_is_not_taken() -> None:
    """What is only done where it works is told, if that is all."""
    told = Comparison(EMPTY, EMPTY, missing=Turn("A", spot(1), begins=True)).tell()
    assert told == "  A begins only where it works\n      /there/shop.py:1 in buy:  line 1"


def test_nothing_to_say() -> None:
    """Two runs that differ in nothing that was seen."""
    assert Comparison(EMPTY, EMPTY).tell() == ""


def test_a_cancellation() -> None:
    """Who, where, what it waited for, what it never comes to, and what stays."""
    taken = touch("A", 2, "calls get() of", thing=Thing(2, None), name="queue", kind="Queue")
    one = Cancellation(
        *("A", spot(5), "a sleep", spot(6)),
        left=(Left(WRITE, touch("A", 8)), Left(taken, None)),
        next_one=(READ, touch("B", 5, "calls read() of", thing=Thing(3, None), name="reader", kind="Reader")),
    )
    assert Comparison(EMPTY, EMPTY, cancellations=(one,)).tell() == (
        "  A is cancelled while it waits for a sleep\n"
        "      /there/shop.py:5 in buy:  line 5\n"
        "  and never comes to\n"
        "      /there/shop.py:6 in buy:  line 6\n"
        "  so that what it did with `self.left` of Shop stays\n"
        "      /there/shop.py:2 in buy:  line 2\n"
        "      without /there/shop.py:8 in buy:  line 8\n"
        "  with what it has taken out of `queue` (Queue)\n"
        "      /there/shop.py:2 in buy:  line 2\n"
        "  B is the next that calls read() of `reader` (Reader)\n"
        "      /there/shop.py:5 in buy:  line 5"
    )


def test_a_cancellation_that_is_swallowed() -> None:
    """The task goes on, and what it waited for is not always known."""
    one = Cancellation("A", spot(5), "", None, goes_on=spot(7))
    assert Comparison(EMPTY, EMPTY, cancellations=(one,)).tell() == (
        "  A is cancelled\n"
        "      /there/shop.py:5 in buy:  line 5\n"
        "  and does not end; the last that it comes to is\n"
        "      /there/shop.py:7 in buy:  line 7"
    )


def test_a_cancellation_in_the_orders_and_several_files() -> None:
    """It is a line of its own; with several files each line has its file, and turns in a row are counted."""
    other = Spot("/there/bank.py", 4, "pay", "line 4")
    works = Lane((Moment("A", spot(2)), Moment("B", other, times=3)), ())
    breaks = Lane((Moment("A", spot(2), is_cancelled=True),), ())
    assert Comparison(works, breaks).tell().splitlines()[1:] == [
        "    A  /there/shop.py:2  line 2",
        "    B  /there/bank.py:4  line 4  (3 times)",
        "  it breaks in this one:",
        "    A  /there/shop.py:2  is cancelled",
    ]


def test_an_error_from_outside() -> None:
    """It is told as a cancellation is, by its name."""
    one = Cancellation("A", spot(5), "a reply", None, error="ConnectionResetError")
    moment = Moment("A", spot(5), is_cancelled=True, error="ConnectionResetError")
    told = Comparison(Lane((Moment("A", spot(2)),), ()), Lane((moment,), ()), cancellations=(one,)).tell()
    assert "A gets ConnectionResetError while it waits for a reply" in told
    assert "A  :5  gets ConnectionResetError" in told
