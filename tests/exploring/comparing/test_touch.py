"""When two touches matter to each other, and how they are told."""

from __future__ import annotations

from asyncproof.exploring.comparing.touch import ENTERS, Thing
from tests.exploring.comparing.values import touch


def test_parts_of_one_object() -> None:
    """One attribute is not the other; all of an object is each of them."""
    assert Thing(1, ".a").overlaps(Thing(1, ".a"))
    assert Thing(1, None).overlaps(Thing(1, ".a"))
    assert not Thing(1, ".a").overlaps(Thing(1, ".b"))
    assert not Thing(1, None).overlaps(Thing(2, None))


def test_whose_order_may_matter() -> None:
    """Two tasks, one thing, and one at least who changes it."""
    assert touch("A", 1).conflicts(touch("B", 2, "reads"))
    assert not touch("A", 1, "reads").conflicts(touch("B", 2, "reads"))
    assert not touch("A", 1).conflicts(touch("A", 2))


def test_the_thing_in_words() -> None:
    """An attribute belongs to something, a thing is something, and a variable is just its name."""
    assert touch("A", 1).what == "`self.left` of Shop"
    assert touch("A", 1, thing=Thing(1, None), name="jobs", kind="deque").what == "`jobs` (deque)"
    assert touch("A", 1, name="count", kind="").what == "`count`"


def test_the_same_instruction_in_another_run() -> None:
    """It is known by where it stands and how often its task has run it, whatever the object is there."""
    assert touch("A", 1).identity == touch("A", 1, thing=Thing(9, ".left")).identity
    assert touch("A", 1).identity != touch("A", 1, turn=2).identity
    assert touch("A", 1, ENTERS).enters
