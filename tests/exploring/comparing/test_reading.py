"""What is said of an instruction that is about to run."""

from __future__ import annotations

import asyncio
import random
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.comparing.instructions import VARIABLE, Use, uses_of
from asyncproof.exploring.comparing.reading import look
from tests.exploring.comparing.frames import here, uses_on

if TYPE_CHECKING:
    from types import FrameType

TOTAL = 0


class Account:
    """Something with attributes."""

    def __init__(self) -> None:
        self.balance = 5
        self.log: list[str] = []

    def deposit(self) -> None:
        """A method is no data."""

    @property
    def rich(self) -> bool:
        """A property would be the user's code."""
        raise AssertionError


def told(frame: FrameType, text: str) -> set[tuple[str, str, str, bool]]:
    """Return what the line with this text is seen to touch."""
    return {
        (sight.verb, sight.name, sight.kind, sight.writes)
        for use in uses_on(frame, text)
        for sight in look(use, frame)
    }


def test_attributes() -> None:
    """Who reads and who writes which attribute of what; neither methods nor properties are data."""
    account = Account()
    frame = here()
    if account is None:
        account.balance = account.balance + 1
        account.deposit()
        print(account.rich)
        print(asyncio.tasks)
    assert told(frame, "account.balance = account.balance + 1") == {
        ("reads", "account.balance", "Account", False),
        ("writes", "account.balance", "Account", True),
    }
    assert told(frame, "account.deposit()") == set()
    assert told(frame, "print(account.rich)") == set()
    assert told(frame, "print(asyncio.tasks)") == set()


def test_a_plain_value_is_kept() -> None:
    """What stood there before is known, so that who writes the same again has changed nothing."""
    account = Account()
    frame = here()
    if account is None:
        account.balance = 6
    (use,) = uses_on(frame, "account.balance = 6")
    assert [sight.value for sight in look(use, frame)] == ["5"]


def test_containers() -> None:
    """Items by their keys where these are plain, membership, calls by what they change."""
    stock, jobs, seen = {"a": 1}, deque(["x"]), {1}
    key, odd = "a", object()
    frame = here()
    if not stock:
        stock[key] = 2
        print(stock[odd])
        assert key in jobs
        jobs.append("y")
        jobs.copy()
        stock.get("b")
        stock.pop("b")
        seen.add(2)
        assert len(stock) > 1
        while seen and not jobs:
            print(1)
        for each in jobs:
            print(each)
        print("abc"[0])
        print(1 in (1, 2))
        for _ in "abc":
            print(_)
        sorted(jobs)(1)
    assert told(frame, "stock[key] = 2") == {("writes", "stock[key]", "", True)}
    assert told(frame, "print(stock[odd])") == {("reads", "stock[odd]", "", False)}
    assert ("looks into", "jobs", "deque", False) in told(frame, "assert key in jobs")
    assert ("calls append() of", "jobs", "deque", True) in told(frame, 'jobs.append("y")')
    assert ("calls copy() of", "jobs", "deque", False) in told(frame, "jobs.copy()")
    assert ("calls get() of", "stock", "dict", False) in told(frame, 'stock.get("b")')
    assert ("calls pop() of", "stock", "dict", True) in told(frame, 'stock.pop("b")')
    assert ("reads", "stock", "dict", False) in told(frame, "assert len(stock) > 1")
    asked = {"seen", "jobs"} if sys.version_info >= (3, 12) else set()  # before, it is no matter which
    assert told(frame, "while seen and not jobs:") == {
        ("looks into", name, {"seen": "set", "jobs": "deque"}[name], False) for name in asked
    }
    assert ("goes through", "jobs", "deque", False) in told(frame, "for each in jobs:")
    assert told(frame, 'print("abc"[0])') == set()
    assert ("reads", "jobs", "deque", False) in told(frame, "sorted(jobs)(1)") or sys.version_info < (3, 11)
    assert told(frame, "print(1 in (1, 2))") == set()
    assert told(frame, 'for _ in "abc":') == set()


def test_which_part_of_a_container() -> None:
    """One key of a dict is not another one; a list is always all of it."""
    stock, jobs, key = {"a": 1}, ["x"], "a"
    frame = here()
    if not stock:
        stock[key] = 2
        jobs[0] = "y"
    parts = [
        [sight.part for use in uses_on(frame, text) for sight in look(use, frame)]
        for text in ("stock[key] = 2", 'jobs[0] = "y"')
    ]
    assert parts == [["['a']"], [None]]


def test_primitives_of_asyncio() -> None:
    """Who sets, clears and asks; the loop and coroutines are nobody's meeting place."""
    event, loop = asyncio.Event(), asyncio.new_event_loop()
    frame = here()
    if event is None:
        event.set()
        event.is_set()
        loop.stop()
        asyncio.sleep(1)
    loop.close()
    assert told(frame, "event.set()") == {("calls set() of", "event", "Event", True)}
    assert told(frame, "event.is_set()") == {("calls is_set() of", "event", "Event", False)}
    assert told(frame, "loop.stop()") == set()
    assert told(frame, "asyncio.sleep(1)") == set()


async def waits(lock: Any, done: Any) -> None:
    """Enter a lock, and wait for a future."""
    async with lock:
        await done
    async with lock.attribute():
        await done.something()


@pytest.mark.asyncproof(never_awaited="off")  # it is only looked at
def test_what_is_entered_and_awaited() -> None:
    """A block of a lock, and a future; what is made on the spot is not known."""
    loop = asyncio.new_event_loop()
    lock, done = asyncio.Lock(), loop.create_future()
    coro = waits(lock, done)
    frame = coro.cr_frame
    assert told(frame, "async with lock:") == {("enters", "lock", "Lock", True)}
    assert ("waits for", "done", "Future", False) in told(frame, "await done")
    assert told(frame, "async with lock.attribute():") == {("calls attribute() of", "lock", "Lock", True)}
    assert told(frame, "await done.something()") == {("calls something() of", "done", "Future", True)}
    coro.close()
    loop.close()


def test_a_library_is_not_known_for_sure() -> None:
    """Its object is used, and nobody knows what that changes; one of the user's is looked into by itself."""
    dice, account = random.Random(1), Account()
    frame = here()
    if dice is None:
        dice.shuffle([1])
        account.deposit()
    (use,) = [use for use in uses_on(frame, "dice.shuffle([1])") if use.kind == "call"]
    assert [(sight.kind, sight.writes, sight.surely) for sight in look(use, frame)] == [
        ("Random", True, False)
    ]


def test_two_of_a_kind_on_one_line() -> None:
    """Where it can't be told which of two is meant, nothing is said; Python tells since 3.11."""
    one, other = Account(), Account()
    frame = here()
    if one is None:
        one.balance = other.balance = 1
    found = told(frame, "one.balance = other.balance = 1")
    assert {name for _, name, _, _ in found} == (
        {"one.balance", "other.balance"} if sys.version_info >= (3, 11) else set()
    )


def test_globals() -> None:
    """A value of a module that is written somewhere; functions and modules are no data."""
    uses = {(use.name, use.writes): use for use in uses_of(changes_total.__code__, []).values()}
    frame = here()
    assert [sight.verb for sight in look(uses["TOTAL", True], frame)] == ["writes"]
    assert [sight.verb for sight in look(uses["TOTAL", False], frame)] == ["reads"]
    assert look(uses["asyncio", False], frame) == []


def changes_total() -> None:
    """Read and write a global variable, and call what is no data."""
    global TOTAL  # noqa: PLW0603 - just that is looked at
    TOTAL = TOTAL + 1
    asyncio.sleep(TOTAL)


def test_a_variable_that_inner_functions_share() -> None:
    """It is told by its cell, if just one may be it."""
    count = 0

    def more() -> FrameType:
        nonlocal count
        count += 1
        return here()

    assert look(Use(0, VARIABLE, True, "nothing"), here()) == []
    frame = more()
    uses = [use for use in uses_of(more.__code__, []).values() if use.name == "count"]
    assert sorted(sight.verb for use in uses for sight in look(use, frame)) == ["reads", "writes"]


def test_a_long_expression_is_cut() -> None:
    """A name is to be read."""
    account_with_a_name_that_is_much_too_long_to_be_read_by_anybody_at_all = Account()
    frame = here()
    if frame is None:
        account_with_a_name_that_is_much_too_long_to_be_read_by_anybody_at_all.balance = 0
    line = "account_with_a_name_that_is_much_too_long_to_be_read_by_anybody_at_all.balance = 0"
    ((_, name, _, _),) = told(frame, line)
    assert name == "account_with_a_name_that_is_much_too_long_to_be_read_by_anyb..."
