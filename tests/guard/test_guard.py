from __future__ import annotations

from typing import Any

from asyncproof.core import Watcher
from asyncproof.guard import Guard, Owner, Session


class OneGuard(Guard):
    """Something was found."""

    name = "one-thing"
    group = "things"
    why = "because"
    cure = "do it"


def told(**more: Any) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What a finding says, as the guard tells it and where it leaves things out."""
    session = Session([OneGuard])
    owner = Owner("test")
    session.guards[0].tell(owner, "found", **more)
    (finding,) = owner.findings
    return finding.explanation.cause, finding.explanation.cure, finding.explanation.details


def test_names_for_settings() -> None:
    """A guard answers to its own name, with underscores, and to that of its group."""
    assert OneGuard.names() == ("one_thing", "things")


def test_reason_and_cure_of_the_class_hold_unless_better_ones_are_known() -> None:
    """What is known of the case goes before what is known of its kind."""
    assert told() == ("because", "do it", ())
    assert told(why="", cure="that", lines=["a", "b"]) == ("", "that", (("", "a"), ("", "b")))


def test_a_guard_can_watch_a_controlled_loop() -> None:
    """It has the methods of a watcher, and each of them may be called."""
    guard = Session([OneGuard]).guards[0]
    names = [name for name in vars(Watcher) if not name.startswith("_")]
    assert {"step", "choice", "jump", "problem"} <= set(names)
    for name in names:
        getattr(guard, name)(None)


def test_hears_everything_and_does_nothing_by_itself() -> None:
    """A guard implements what it needs; all else is heard in silence."""
    guard = Session([OneGuard]).guards[0]
    assert guard.audits() == {}
    for name in ("run_begins", "run_ends"):
        getattr(guard, name)()
    for name in ("test_begins", "call_begins", "test_ends", "fixture_ends", "loop_made", "loop_closes"):
        getattr(guard, name)(None)
    guard.left(object(), None)
    guard.call_ended(Owner("test"), None)
