"""Claims about how one wait reads."""

from __future__ import annotations

import pytest

from asyncproof.loop.waits import Resource, Spot, TaskWait, Wait
from asyncproof.loop.waits import target as kinds
from asyncproof.loop.waits.holders import Blocker
from asyncproof.loop.waits.wording import in_its_way, listed, place_lines, waits_for

LOCK = Resource(0, "Lock", "self.lock")
SPOT = Spot("/x/bank.py", 7, "pay", "async with self.lock:")


def name(number: int) -> str:
    """Name the tasks of these tests."""
    return f"task-{number}"


def one(wait: Wait, *blockers: Blocker, deadline: float | None = None) -> TaskWait:
    """Return a task that waits."""
    return TaskWait(0, "payer", is_main=False, spot=SPOT, wait=wait, blockers=blockers, deadline=deadline)


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        (Wait(kinds.LOCK, LOCK), "payer waits for Lock `self.lock`"),
        (Wait(kinds.EVENT, Resource(0, "Event")), "payer waits for Event"),
        (Wait(kinds.GATHER, on_tasks=(1, 2)), "payer waits for gather of task-1 and task-2"),
        (Wait(kinds.GATHER, on_tasks=(1,), others=1), "payer waits for gather of task-1 and 1 future"),
        (Wait(kinds.WAIT, others=3), "payer waits for asyncio.wait of 3 futures"),
        (Wait(kinds.TASK), "payer waits for nothing"),
        (Wait(kinds.GET, LOCK, detail="empty"), "payer waits for an item from Lock `self.lock` (empty)"),
        (Wait(kinds.UNKNOWN, detail="x.Odd"), "payer waits for an awaitable of unknown kind (x.Odd)"),
        (Wait("of tomorrow", LOCK), "payer waits for Lock `self.lock`"),
    ],
)
def test_who_waits_for_what(wait: Wait, text: str) -> None:
    """The thing or the tasks are named, and the state follows in brackets."""
    assert waits_for(one(wait), name) == text


@pytest.mark.parametrize(
    ("blockers", "text"),
    [
        ([], ", and no task is seen to hold it"),
        ([Blocker(1, "block", SPOT)], ", held by task-1"),
        ([Blocker(1, "recorded", None), Blocker(2, "recorded", None)], ", held by task-1 and task-2"),
        (
            [Blocker(1, "would", SPOT, "ready.set")],
            ", until task-1 comes to ready.set() at /x/bank.py:7",
        ),
        (
            [Blocker(1, "would", None, "ready.set"), Blocker(2, "would", None, "set")],
            ", until one of task-1 and task-2 comes to ready.set()",
        ),
        ([Blocker(1, "would", None, "ready.set")], ", until task-1 comes to ready.set()"),
        (
            [Blocker(1, "acquired", SPOT, "self.lock.acquire")],
            ", which task-1 took with self.lock.acquire() at /x/bank.py:7 and is not seen to release",
        ),
    ],
)
def test_who_is_in_the_way(blockers: list[Blocker], text: str) -> None:
    """Holders, and those whose code would end the wait, are named with the evidence."""
    assert in_its_way(one(Wait(kinds.LOCK, LOCK), *blockers), name) == text


def test_nobody_is_in_the_way_of_who_waits_for_tasks() -> None:
    """Where the tasks themselves are named there is nothing to add."""
    assert in_its_way(one(Wait(kinds.TASK, on_tasks=(1,))), name) == ""


def test_every_kind_has_its_words() -> None:
    """No kind of wait is told by a bare 'something' for want of words."""
    values = {value for key, value in vars(kinds).items() if key.isupper() and isinstance(value, str)}
    for kind in values:
        text = waits_for(one(Wait(kind, LOCK, (1,))), name)
        assert "something" not in text
        assert text.startswith("payer waits for ")


def test_the_place_the_holds_and_the_deadline_follow() -> None:
    """Under the first line come the place, what is held, and when a timeout ends."""
    told = TaskWait(
        number=0,
        name="payer",
        is_main=False,
        spot=SPOT,
        wait=Wait(kinds.LOCK, LOCK),
        holds=((LOCK, SPOT), (LOCK, None)),
        deadline=12.5,
    )
    assert list(place_lines(told)) == [
        "/x/bank.py:7 in pay:  async with self.lock:",
        "it holds Lock `self.lock`, taken at /x/bank.py:7",
        "it holds Lock `self.lock`",
        "inside a timeout that ends at 12.5 s",
    ]
    nowhere = TaskWait(0, "payer", is_main=False, spot=None, wait=Wait(kinds.READY))
    assert list(place_lines(nowhere)) == []


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "a"], "a and b"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdefg"), "a, b, c, d and 3 more"),
        ([], ""),
    ],
)
def test_names_are_listed_like_in_a_sentence(names: list[str], text: str) -> None:
    """Each name is told once, and of many the first few."""
    assert listed(names) == text
