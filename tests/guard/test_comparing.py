from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.comparing import MISSING, ComparingGuard, alike

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.host import Host

STATE: dict[Hashable, object] = {}


class Example(ComparingGuard):
    """Compares a dict."""

    name = "example"

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self.told: list[tuple[str, Hashable, object, object]] = []

    def look(self) -> Any:
        """Return the state."""
        return dict(STATE)

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return a copy."""
        return dict(seen)

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Keep what is told."""
        self.told.append((owner.name, name, old, new))


@pytest.fixture
def guard() -> Example:
    """A guard that has seen the start of a run."""
    STATE.clear()
    STATE["a"] = 1
    made = Example(Session([]))
    made.run_begins()
    return made


TEST = Owner("test")
WIDE = Owner("wide", scope="module")
SESSION = Owner("session", scope="session")


def set_up(guard: Example, fixture: Owner, **values: object) -> None:
    """Let a fixture change something."""
    guard.fixture_begins(fixture)
    STATE.update(values)
    guard.fixture_made(fixture)


def tear_down(guard: Example, fixture: Owner, **values: object) -> None:
    """Let a fixture put something back."""
    guard.fixture_ending(fixture)
    for name, value in values.items():
        if value is None:
            STATE.pop(name)
        else:
            STATE[name] = value
    guard.fixture_ends(fixture)


def test_what_a_test_leaves(guard: Example) -> None:
    """Changed, new and missing things are told, with what they were."""
    guard.test_begins(TEST)
    STATE.update(a=2, b=3)
    guard.test_ends(TEST)
    assert guard.told == [("test", "a", 1, 2), ("test", "b", MISSING, 3)]


def test_what_is_put_back(guard: Example) -> None:
    """Nothing is told of what is as it was, nor of what is again as it was when the run began."""
    guard.test_begins(TEST)
    STATE["a"] = 2
    STATE["a"] = 1
    guard.test_ends(TEST)
    STATE["a"] = 2
    guard.test_begins(TEST)
    STATE["a"] = 1
    guard.test_ends(TEST)
    assert guard.told == []


def test_a_wider_fixture_may_change_things(guard: Example) -> None:
    """Neither the test in which it is made nor the one in which it ends is blamed."""
    guard.test_begins(TEST)
    set_up(guard, WIDE, a=2, b=1)
    guard.test_ends(TEST)
    guard.test_begins(TEST)
    tear_down(guard, WIDE, a=1, b=None)
    guard.test_ends(TEST)
    assert guard.told == []


def test_a_wider_fixture_that_puts_nothing_back(guard: Example) -> None:
    """It is told under its own name, when it ends, and the test is not."""
    guard.test_begins(TEST)
    set_up(guard, WIDE, a=2)
    tear_down(guard, WIDE)
    guard.test_ends(TEST)
    assert guard.told == [("wide", "a", 1, 2)]


def test_nobody_comes_after_the_session(guard: Example) -> None:
    """A fixture of the session may leave things."""
    guard.test_begins(TEST)
    set_up(guard, SESSION, a=2)
    tear_down(guard, SESSION)
    guard.test_ends(TEST)
    assert guard.told == []


def test_a_test_and_a_fixture_in_one(guard: Example) -> None:
    """What the test changes on top of a fixture is the test's."""
    guard.test_begins(TEST)
    set_up(guard, WIDE, a=2)
    STATE["b"] = 1
    guard.test_ends(TEST)
    assert guard.told == [("test", "b", MISSING, 1)]


def test_a_fixture_inside_of_another(guard: Example) -> None:
    """The change of the inner one is not the outer one's, which may end first."""
    guard.test_begins(TEST)
    guard.fixture_begins(WIDE)
    set_up(guard, SESSION, a=2)
    guard.fixture_made(WIDE)
    tear_down(guard, WIDE)
    guard.test_ends(TEST)
    assert guard.told == []


def test_values_that_cannot_be_compared() -> None:
    """A `__eq__` that raises, or that calls everything equal, decides nothing."""

    class Odd:
        def __eq__(self, other: object) -> bool:
            raise ValueError

        __hash__ = None

    odd = Odd()
    assert alike(odd, odd)
    assert not alike(odd, Odd())
    assert not alike(1, True)


def test_a_wider_fixture_that_ends_without_a_word(guard: Example) -> None:
    """Where nobody has said that it is about to end, what it has changed is still there."""
    guard.test_begins(TEST)
    set_up(guard, WIDE, a=2)
    guard.fixture_ends(WIDE)
    guard.test_ends(TEST)
    assert guard.told == [("wide", "a", 1, 2)]


def test_at_the_end_of_a_run_nothing_is_held(guard: Example) -> None:
    """What stood there at first may be a stand-in, and whoever looks for those must not find it here."""
    thing = STATE["thing"] = object()
    guard.run_begins()
    del STATE["thing"]
    guard.run_ends()
    assert not any(held is thing for held in guard._first.values())
