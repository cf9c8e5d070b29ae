from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from asyncproof.core import Severity
from asyncproof.guard import Guard, Level, Owner, Rules, Session


class Thing:
    """What must not be left behind."""


class Recorder(Guard):
    """Something was left."""

    name = "left-thing"
    group = "things"
    looks_at = (f"{__name__}.Thing",)
    heard: ClassVar[list[str]] = []

    def left(self, thing: object, entry: Any) -> None:
        """Tell it."""
        self.tell(entry.owner, f"left by {entry.owner.name}", subjects=["app.Thing"])

    def test_begins(self, test: Owner) -> None:
        """Write it down."""
        self.heard.append(f"begins {test.name}")

    def loop_made(self, loop: object) -> None:
        """Write it down."""
        self.heard.append("loop made")

    def loop_closes(self, loop: object) -> None:
        """Write it down."""
        self.heard.append("loop closes")


@pytest.fixture
def session() -> Iterator[Session]:
    """A session inside the one that guards this test."""
    Recorder.heard.clear()
    one = Session([Recorder])
    one.start()
    yield one
    one.stop()


def run(session: Session, test: Owner, *kept: list[Any]) -> Owner:
    """Run a test that leaves a thing in each of these lists."""
    session.test_begins(test)
    session.call_begins(test)
    for place in kept:
        place.append(Thing())
    session.call_ended(test, None)
    session.test_ends(test)
    return test


def test_who_leaves_a_thing_is_told(session: Session) -> None:
    """The test that made it, no other one."""
    kept: list[Any] = []
    first, second = run(session, Owner("first"), kept), run(session, Owner("second"))
    assert [finding.message for finding in first.findings] == ["left by first"]
    assert not second.findings
    assert first.ended


def test_what_a_wide_fixture_makes_is_judged_at_its_end(session: Session) -> None:
    """Not when the test ends on whose behalf it was set up."""
    kept: list[Any] = []
    fixture, test = Owner("fixture `things` (module scope)", scope="module"), Owner("test")
    session.test_begins(test)
    before = session.fixture_begins(fixture)
    kept.append(Thing())
    session.fixture_made(fixture, before)
    session.test_ends(test)
    assert not test.findings
    run(session, Owner("other"))
    assert not fixture.findings
    session.fixture_ending(fixture)
    session.fixture_ends(fixture)
    (finding,) = fixture.findings
    assert ("", "it belongs to fixture `things` (module scope)") in finding.explanation.details


@pytest.mark.parametrize(
    ("rules", "severities"),
    [
        (Rules(), [Severity.ERROR]),
        (Rules(({"things": Level.WARN},)), [Severity.WARNING]),
        (Rules(({"all": Level.OFF},)), []),
        (Rules(allowed=("app.*",)), []),
    ],
)
def test_the_owners_rules_hold(session: Session, rules: Rules, severities: list[Severity]) -> None:
    """A finding is an error, a warning or nothing, as its owner's rules say."""
    kept: list[Any] = []
    assert [finding.severity for finding in run(session, Owner("test", rules), kept).findings] == severities


def test_what_is_known_passes(session: Session) -> None:
    """Whoever keeps a list of known findings is asked about errors."""
    session.lets_pass = lambda owner, finding: owner.name == "known"
    kept: list[Any] = []
    assert not run(session, Owner("known"), kept).findings
    assert run(session, Owner("new"), kept).findings


def test_what_is_found_too_late_is_kept_for_later(session: Session) -> None:
    """A finding about who was judged already does not vanish, and is nobody else's."""
    first, second = run(session, Owner("first")), Owner("second")
    session.test_begins(second)
    session.guards[0].tell(first, "found late")
    assert [(owner.name, finding.message) for owner, finding in session.late] == [("first", "found late")]
    session.test_ends(second)


def test_nobodys_findings_are_told_outside(session: Session) -> None:
    """Where no test runs and no owner is known, it is nobody's."""
    session.guards[0].tell(None, "found")
    ((owner, _),) = session.late
    assert owner is session.outside


def test_the_same_is_told_once(session: Session) -> None:
    """Two ways to find the same are one finding."""
    test = Owner("test")
    for _ in range(2):
        session.guards[0].tell(test, "found")
    assert len(test.findings) == 1


def test_guards_hear_of_loops(session: Session) -> None:
    """A loop is heard of when it is made and before it is closed, and forgotten when it is."""
    test = Owner("test")
    session.test_begins(test)
    loop = asyncio.new_event_loop()
    assert loop in session.loops
    assert session.owner_now() is test
    loop.close()
    session.test_ends(test)
    assert Recorder.heard == ["begins test", "loop made", "loop closes"]


@pytest.mark.parametrize("event", ["test_begins", "call_ended", "left"])
def test_a_guard_that_fails_itself_fails_no_test(event: str) -> None:
    """Its bug is told as a warning, with the place, and the other guards go on."""

    class Broken(Recorder):
        """Broken."""

        name = "broken"

    def fail(*_: object) -> None:
        raise RuntimeError("oh")

    setattr(Broken, event, fail)
    session, kept = Session([Broken, Recorder]), list[Any]()
    session.start()
    first, *others = run(session, Owner("test"), kept).findings
    session.stop()
    assert first.severity is Severity.WARNING
    assert first.message == "the guard failed itself in `fail`: RuntimeError: oh"
    assert first.place is not None
    assert first.place.file == __file__
    assert "left by test" in [finding.message for finding in others]


def test_a_guard_that_fails_between_tests_is_told_outside() -> None:
    """Where no test runs it is nobody's warning, and the run goes on to its end."""

    class Broken(Recorder):
        """Broken."""

        name = "broken"

        def run_begins(self) -> None:
            """Fail."""
            raise ValueError("oh")

    session = Session([Broken, Recorder])
    session.start()
    session.stop()
    ((owner, finding),) = session.late
    assert owner is session.outside
    assert finding.severity is Severity.WARNING
    assert finding.message == "the guard failed itself in `run_begins`: ValueError: oh"


def test_a_session_puts_everything_back() -> None:
    """After its end nothing of it is left in the process."""
    depth = sys.get_coroutine_origin_tracking_depth()
    before = list(Session.active)
    one = Session([Recorder])
    one.start()
    assert Session.active == [*before, one]
    one.stop()
    assert Session.active == before
    assert sys.get_coroutine_origin_tracking_depth() == depth


def test_a_wide_fixture_that_fails_half_way_is_judged_all_the_same(session: Session) -> None:
    """What it has made until then is its own, though nobody was ever given anything by it."""
    kept: list[Any] = []
    fixture, test = Owner("fixture `things` (module scope)", scope="module"), Owner("test")
    session.test_begins(test)
    session.fixture_begins(fixture)
    kept.append(Thing())
    session.fixture_ends(fixture)
    session.test_ends(test)
    assert [len(fixture.findings), len(test.findings)] == [1, 0]
    assert fixture.ended


def test_what_another_has_made_is_not_the_tests(session: Session) -> None:
    """A young thing whose owner is known is shown for that owner, and not for who runs."""
    first, second = Owner("first"), Owner("second")
    session.test_begins(second)
    thing = Thing()
    session.ledger.note(thing, first)
    session.test_ends(second)
    assert not second.findings


def test_a_guard_that_fails_twice_alike_is_told_once() -> None:
    """The same bug at the same line is one warning for a test."""

    class Broken(Recorder):
        """Broken."""

        name = "broken"

        def left(self, thing: object, entry: Any) -> None:
            """Fail."""
            raise RuntimeError("oh")

    session, kept = Session([Broken]), list[Any]()
    session.start()
    findings = run(session, Owner("test"), kept, kept).findings
    session.stop()
    (finding,) = findings
    assert finding.message == "the guard failed itself in `left`: RuntimeError: oh"


def test_who_was_judged_in_another_run_gets_nothing_told(session: Session) -> None:
    """A run inside of this one has told all that it had to; what comes later is nobody's here."""
    inner = Session([Recorder])
    inner.start()
    ended = run(inner, Owner("inner"))
    inner.stop()
    own = run(session, Owner("own"))
    for owner in (ended, own):
        session.guards[0].tell(owner, f"late of {owner.name}")
    assert [finding.message for _, finding in session.late] == ["late of own"]


def test_guards_end_in_the_other_order() -> None:
    """What was put in place last is taken away first."""
    heard: list[str] = []

    class First(Recorder):
        name = "a-first"

        def run_begins(self) -> None:
            heard.append(f"{self.name} begins")

        def run_ends(self) -> None:
            heard.append(f"{self.name} ends")

    class Second(First):
        name = "b-second"

    session = Session([First, Second])
    session.start()
    session.stop()
    assert heard == ["a-first begins", "b-second begins", "b-second ends", "a-first ends"]
