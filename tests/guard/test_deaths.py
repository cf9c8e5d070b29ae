from __future__ import annotations

import asyncio
import logging
from typing import Any, ClassVar
from unittest.mock import patch

import pytest

from asyncproof.guard import Owner, Session
from asyncproof.guard.deaths import (
    Death,
    DeathGuard,
    chain,
    dead_and_unseen,
    error_in,
    is_leaving,
    is_log_watched,
    is_unseen,
    is_users,
    mark_seen,
    name_of,
    raised_at,
    short,
    unseen_tasks,
    user_lines,
)


def raised(error: BaseException) -> BaseException:
    """Return an error with a traceback."""
    try:
        raise error
    except BaseException as caught:
        return caught


async def fail() -> None:
    """Fail."""
    raise ValueError("boom")


class Deaths(DeathGuard):
    """A guard that is told what died."""

    name: ClassVar[str] = "deaths"


def guard_and_test() -> tuple[Deaths, Owner]:
    """Return a guard of a session in which a test runs."""
    session: Any = Session([Deaths])
    test = Owner("test_x")
    session.running = test
    return session.guards[0], test


def test_a_death_is_told_when_the_call_has_ended() -> None:
    """Until then nobody knows whether the test fails with it."""
    guard, test = guard_and_test()
    guard.died(Death(test, raised(ValueError("boom")), "it died"))
    assert not test.findings
    guard.call_ended(test, None)
    (finding,) = test.findings
    assert finding.message == "it died"
    assert finding.place is not None
    assert finding.place.file == __file__


def test_the_same_error_is_not_told_twice() -> None:
    """Not where the test fails with it, from it, or with a group that holds it."""
    guard, test = guard_and_test()
    error = raised(ValueError("boom"))
    wrapper = RuntimeError("wrapped")
    wrapper.__cause__ = error
    for failure in (error, wrapper):
        guard.died(Death(test, error, "it died"))
        guard.call_ended(test, failure)
        guard.test_ends(test)
    assert not test.findings


def test_a_death_of_a_wider_fixture_waits_for_its_end() -> None:
    """It is judged when the fixture ends."""
    guard, test = guard_and_test()
    fixture = Owner("fixture `db`", scope="module")
    guard.died(Death(fixture, raised(ValueError("boom")), "it died"))
    guard.call_ended(test, None)
    guard.test_ends(test)
    assert not fixture.findings
    guard.fixture_ends(fixture)
    assert [finding.message for finding in fixture.findings] == ["it died"]


def test_a_late_death_is_told_at_once() -> None:
    """Its owner has been judged: it comes late, for that owner."""
    guard, test = guard_and_test()
    test.ended = True
    guard.died(Death(test, raised(ValueError("boom")), "it died"))
    assert [owner for owner, _ in guard.session.late] == [test]


def test_the_rest_is_told_at_the_end_of_the_run() -> None:
    """Nothing is lost."""
    guard, test = guard_and_test()
    guard.died(Death(test, raised(ValueError("boom")), "it died"))
    guard.run_ends()
    assert test.findings


@pytest.mark.asyncproof(slow_step="off")  # it looks at all objects of a big process
def test_a_look_at_a_task_that_does_not_count() -> None:
    """Its error can be read without asyncio taking it for seen."""

    async def main() -> None:
        task = asyncio.ensure_future(fail())
        await asyncio.sleep(0)
        assert is_unseen(task)
        assert str(error_in(task)) == "boom"
        assert is_unseen(task)
        (told,) = dead_and_unseen(asyncio.get_running_loop())
        assert told.startswith("task `fail()` has died of `ValueError: boom` at ")
        assert dead_and_unseen("another loop") == []
        mark_seen(task)
        assert not is_unseen(task)

    asyncio.run(main())


def test_names() -> None:
    """A task is called by its function, a gathering by what it gathers."""

    async def main() -> None:
        both = asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        assert name_of(both) == "gather(sleep(), sleep())"
        assert name_of(asyncio.get_running_loop().create_future()) == "future"
        await both

    asyncio.run(main())


def test_errors_in_one_line() -> None:
    """Only the first line, cut if it is long."""
    assert short(ValueError("one\ntwo")) == "ValueError: one"
    assert short(ValueError()) == "ValueError"
    assert len(short(ValueError("x" * 500))) == 120


def test_whose_error_it_is() -> None:
    """What a user's line raised is theirs; what a network does to everybody is not."""
    assert is_users(raised(OSError()))
    assert is_users(ValueError())
    assert not is_users(ConnectionResetError())
    assert is_leaving(SystemExit())
    assert user_lines(raised(ValueError()))[-1].function == "raised"
    assert raised_at(ValueError()) is None


def test_chains_end() -> None:
    """A circle of causes is walked once."""
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    assert list(chain(one)) == [one, two]
    assert list(chain(None)) == []


def test_who_watches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A test that asks for `caplog`, catches asyncio's log, or puts a mock in its place."""
    assert caplog is not None
    assert not is_log_watched(None)
    assert is_log_watched(Owner("x", functions=lambda: (test_who_watches_the_log,)))
    with patch("asyncio.log.logger"):
        assert is_log_watched(None)
    assert isinstance(asyncio.log.logger, logging.Logger)


class GroupedError(Exception):
    """Stands for a group where Python has none yet."""

    def __init__(self, *errors: BaseException) -> None:
        super().__init__("a group")
        self.exceptions = errors


class TalkativeError(Exception):
    """Has something else under the name of a group's members."""

    def exceptions(self) -> None:
        """Do nothing."""


def test_a_group_is_told_by_its_members() -> None:
    """The first few are named, and the line is that of the first; one that leaves the loop takes all."""
    boom = raised(ValueError("boom"))
    group = GroupedError(boom, OSError("down"))
    assert short(group) == "GroupedError: ValueError: boom, OSError: down"
    assert raised_at(group) == raised_at(boom) is not None
    assert raised_at(GroupedError(OSError())) is None
    assert list(chain(group)) == [group, group.exceptions[1], boom]
    assert not is_leaving(group)
    assert is_leaving(GroupedError(boom, SystemExit()))


def test_an_error_that_only_looks_like_a_group_is_none() -> None:
    """Whatever it has under the name of a group's members, it is told as any other."""
    error = raised(TalkativeError("boom"))
    assert short(error) == "TalkativeError: boom"
    assert raised_at(error) is not None
    assert list(chain(error)) == [error]
    assert not is_leaving(error)


def test_errors_that_were_never_raised_are_known_by_their_class() -> None:
    """Those of the user's own classes are theirs; those of libraries and of asyncio are not."""
    assert is_users(TalkativeError())
    assert not is_users(asyncio.QueueEmpty())
    assert not is_users(type("Made", (Exception,), {"__module__": "nowhere.at.all"})())


def test_a_death_without_an_owner_is_the_running_tests() -> None:
    """Where no test runs either, it is told at once, outside of any."""
    guard, test = guard_and_test()
    guard.died(Death(None, raised(ValueError("boom")), "it died"))
    guard.call_ended(test, None)
    assert [finding.message for finding in test.findings] == ["it died"]
    session: Any = guard.session
    session.running = None
    guard.died(Death(None, raised(ValueError("boom")), "it died"))
    assert [owner for owner, _ in session.late] == [session.outside]


def test_what_answers_no_question_is_asked_none() -> None:
    """Among all objects there may be proxies that refuse even to say of which class they are."""

    class Proxy:
        @property
        def __class__(self) -> Any:
            raise RuntimeError

        @__class__.setter
        def __class__(self, kind: type) -> None:
            raise RuntimeError

    async def main() -> None:
        proxy = Proxy()
        task = asyncio.ensure_future(fail())
        await asyncio.sleep(0)
        assert unseen_tasks([proxy, task, asyncio.current_task()]) == [task]
        mark_seen(task)
        assert unseen_tasks([proxy, task]) == []

    asyncio.run(main())
