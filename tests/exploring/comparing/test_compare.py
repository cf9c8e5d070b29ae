"""What is said of each bug in `quality/bugs`: written down by hand, and compared with what is found."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

import asyncproof
from asyncproof.exploring.comparing import compare
from asyncproof.exploring.comparing.lens import Lens
from quality.known import bugs
from tests.exploring.comparing import hidden
from tests.exploring.comparing.values import turn

if TYPE_CHECKING:
    from asyncproof.exploring.comparing import Comparison
    from quality.known import Scenario

RUNS = 200
"""How many runs do for most bugs, though some are let more of them."""
SOON = 600
"""What is given more runs than this takes them."""


@dataclass(frozen=True)
class Met:
    """Two tasks do this, in this order, with one thing."""

    early: str
    early_does: str
    what: str
    late: str
    late_does: str


@dataclass(frozen=True)
class Stopped:
    """A task is cancelled here, or gets an error."""

    line: str
    waiting: str
    error: str = ""
    left: str = ""
    """The line whose effect stays."""
    undone: str = ""
    """The line that would have taken it back."""
    next_line: str = ""
    """Who uses next what it was waiting for."""
    comes_to: str = ""
    """Where it stands at last, if it does not end."""


@dataclass(frozen=True)
class Swapped:
    """Nothing that both touch is seen: only who goes on first, and who takes their results as they come."""

    line: str
    taken: str


IN, SLEEP = "looks into", "a sleep (0.01 s)"
CALLS = "calls {}() of"
EXPECTED = {
    "as_completed_order": Swapped(
        "await asyncio.sleep(0.01)", "answers = [await done for done in asyncio.as_completed(_asked())]"
    ),
    "booked_twice": Stopped(
        'if await reader.readline() == b"booked\\n":',
        "data from StreamReader `reader` (readline())",
        "ConnectionResetError",
    ),
    "cache_stampede": Met(
        *("if key not in self.values:", IN, "`self.values` (dict)"),
        *("self.values[key] = await self.compute()", "writes"),
    ),
    "check_then_act_deque": Met(
        *("if job not in jobs:", IN, "`jobs` (deque)", "jobs.append(job)", CALLS.format("append"))
    ),
    "check_then_act_dict": Met("if job not in jobs:", IN, "`jobs` (dict)", "jobs[job] = True", "writes"),
    "check_then_act_set": Met(
        *("if job not in jobs:", IN, "`jobs` (set)", "jobs.add(job)", CALLS.format("add"))
    ),
    "depth_five": Met("seen += name", "reads", "`seen`", "seen += name", "writes"),
    "depth_three": Met(
        *("self.seen.append(event)", CALLS.format("append"), "`self.seen` (list)"),
        *("self.seen.append(event)", CALLS.format("append")),
    ),
    "double_initialisation": Met(
        *("if self.client is None:", "reads", "`self.client` of Service", "self.client = object()", "writes")
    ),
    "gather_order": Met(
        *("book.append(page)", CALLS.format("append"), "`book` (list)"),
        *("book.append(page)", CALLS.format("append")),
    ),
    "hidden_lost_update": Met(
        *("value = self._values[key]", "reads", "`self._values[key]`"),
        *("self._values[key] = value", "writes"),
    ),
    "latency_inversion": Met(
        *("shown.append(words)", CALLS.format("append"), "`shown` (list)"),
        *("shown.append(words)", CALLS.format("append")),
    ),
    "leaked_slot": Stopped(
        "await asyncio.sleep(0.01)",
        SLEEP,
        left="await self.slots.acquire()",
        undone="self.slots.release()",
    ),
    "leaked_at_the_limit": Stopped(
        "await asyncio.sleep(0.01)",
        SLEEP,
        left="await self.slots.acquire()",
        undone="self.slots.release()",
        comes_to="await self.slots.acquire()",
    ),
    "lock_inversion": Met("async with first:", "enters", "`first` (Lock)", "async with second:", "enters"),
    "lost_item": Stopped("await asyncio.sleep(0.01)", SLEEP, left="item = await queue.get()"),
    "lost_update": Met(
        *("balance = self.balance", "reads", "`self.balance` of Account"),
        *("self.balance = balance + amount", "writes"),
    ),
    "lost_wakeup_condition": Met(
        *("changed.notify()", CALLS.format("notify"), "`changed` (Condition)"),
        *("await changed.wait()", CALLS.format("wait")),
    ),
    "lost_wakeup_event": Met(
        *("ready.set()", CALLS.format("set"), "`ready` (Event)", "ready.clear()", CALLS.format("clear"))
    ),
    "stale_response": Stopped(
        "reply = await self.reader.readline()",
        "data from StreamReader `self.reader` (readline())",
        next_line="reply = await self.reader.readline()",
    ),
    "slot_lost_by_fault": Stopped(
        'reader, writer = await asyncio.open_connection("127.0.0.1", 8766)',
        "the end of a call (open_connection() of asyncio.streams)",
        "ConnectionRefusedError",
        left="await self.slots.acquire()",
        undone="self.slots.release()",
    ),
    "starvation": Met(
        *("self.readers += 1", "writes", "`self.readers` of Shelf", "while self.readers:", "reads")
    ),
    "swallowed_cancellation": Stopped("await asyncio.sleep(0.01)", SLEEP, comes_to="await queue.get()"),
    "turn_lost": Stopped("await turn", "Future `turn`"),
    "unclosed_generator": Met(
        *("assert table.open == 0", "reads", "`table.open` of Table", "self.open -= 1", "writes")
    ),
}
BUGS = {bug.name: bug for bug in bugs() if not bug.known.not_found}


@cache
def comparison_of(name: str) -> Comparison:
    """Explore a bug on its rung, and return its failing run beside one that passes."""
    known = BUGS[name].known
    runs = known.within if known.within > SOON else min(RUNS, known.within)
    failure = asyncproof.explore(
        BUGS[name].broken, runs=runs, rungs=[known.rung], faults=known.takes_faults
    ).failure
    assert failure is not None
    assert failure.comparison is not None, failure
    return failure.comparison


def chosen(kind: type) -> list[str]:
    """Return the bugs of which that is expected, as far as this Python can run them."""
    return [name for name, expected in EXPECTED.items() if type(expected) is kind and name in BUGS]


def test_every_bug_is_written_down() -> None:
    """None is left out."""
    assert set(BUGS) <= set(EXPECTED)


@pytest.mark.asyncproof(leaked_generator="off", died_task="off")  # some of the bugs are just that
@pytest.mark.parametrize("name", chosen(Met))
def test_who_meets_whom_on_what(name: str) -> None:
    """The two lines, what each does, and the thing; and both orders have both of them."""
    comparison, expected = comparison_of(name), EXPECTED[name]
    assert isinstance(expected, Met)
    met = comparison.meeting
    assert met is not None
    assert met.early.task != met.late.task
    assert (
        Met(met.early.spot.text, met.early.verb, met.early.what, met.late.spot.text, met.late.verb)
        == expected
    )
    order = [(one.task, one.spot) for one in comparison.breaks.moments if one.is_met]
    assert order == [(met.early.task, met.early.spot), (met.late.task, met.late.spot)]
    assert [(one.task, one.spot.line) for one in comparison.works.moments if one.is_met] == [
        (met.late.task, met.late.spot.line),
        (met.early.task, met.early.spot.line),
    ]


@pytest.mark.parametrize("name", chosen(Stopped))
def test_who_is_cancelled_where_and_what_that_leaves(name: str) -> None:
    """The line, what was waited for there, and what was done before and is not undone."""
    stopped = comparison_of(name).cancellations[0]
    left = stopped.left[0] if stopped.left else None
    undone = left.undone if left else None
    told = Stopped(
        stopped.spot.text,
        stopped.waiting,
        stopped.error,
        left=left.done.spot.text if left else "",
        undone=undone.spot.text if undone else "",
        next_line=stopped.next_one[1].spot.text if stopped.next_one else "",
        comes_to=stopped.goes_on.text if stopped.goes_on else "",
    )
    assert told == EXPECTED[name]


@pytest.mark.parametrize("name", chosen(Swapped))
def test_what_is_not_seen_is_not_said(name: str) -> None:
    """Where two tasks touch nothing together only their order is told, and who waits for them."""
    comparison, expected = comparison_of(name), EXPECTED[name]
    assert isinstance(expected, Swapped)
    assert comparison.meeting is None
    assert comparison.swapped is not None
    assert {turn.spot.text for turn in comparison.swapped} == {expected.line}
    assert comparison.awaited is not None
    assert comparison.awaited[1].text == expected.taken


@pytest.mark.parametrize("name", ["lost_update", "leaked_slot", "lock_inversion"])
def test_no_line_is_anybody_elses(name: str) -> None:
    """All that is told is the user's own code: no frame of asyncio's, of ours or of pytest's."""
    comparison = comparison_of(name)
    told = comparison.tell(200)
    turns = (*comparison.works.turns, *comparison.breaks.turns)
    assert {turn.spot.file for turn in turns} == {turns[0].spot.file}
    assert all(word not in told for word in ("asyncio/", "asyncproof/", "site-packages", "pytest"))


def test_a_run_that_is_too_long_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is the story alone."""
    monkeypatch.setattr(compare, "Lens", partial(Lens, most=5))
    failure = asyncproof.explore(BUGS["lost_update"].broken, runs=40, rungs=["latency"]).failure
    assert failure is not None
    assert failure.comparison is None
    assert "step by step" not in str(failure)
    assert "Task-2" in failure.story


def test_without_a_neighbour_there_is_the_story_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of what fails in every run that was tried."""
    monkeypatch.setattr(compare, "passing_neighbour", lambda *_: None)
    failure = asyncproof.explore(BUGS["lost_update"].broken, runs=40, rungs=["latency"]).failure
    assert failure is not None
    assert failure.comparison is None


async def both() -> None:
    """Fail when the second of two tasks is done first."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds)

    tasks = {asyncio.create_task(sleep(number), name=str(number)) for number in (1, 2)}
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait(tasks)
    assert {task.get_name() for task in done} == {"1"}


def test_what_can_be_said_without_instructions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who goes on first."""
    monkeypatch.setattr(compare, "at_work", nullcontext)
    failure = asyncproof.explore(both, runs=60, rungs=["latency"]).failure
    assert failure is not None
    assert failure.comparison is not None
    assert failure.comparison.swapped is not None
    for bug in ("lost_update", "leaked_slot"):
        known = BUGS[bug].known
        failure = asyncproof.explore(BUGS[bug].broken, runs=known.within, rungs=[known.rung]).failure
        assert failure is not None
        assert failure.comparison is not None
        assert failure.comparison.awaited is None


def test_where_two_runs_part() -> None:
    """At the first step that comes before another one, or at the first that is not taken."""
    one, other = turn("A", 1), turn("B", 2)
    assert compare._first_swap([one, other], [other, one]) == (other, one)
    assert compare._first_swap([one, other], [one]) is None
    assert compare._first_missing([one, other], [one]) == other
    assert compare._first_missing([one], [one, other]) is None


@pytest.mark.parametrize(
    ("scenario", "error", "told"),
    [
        (hidden.left_behind, "'Poller.poll' still ran", "Poller.poll"),
        (hidden.dies_late, "exception was never retrieved", "Task-2 (die) looks into it"),
        (hidden.spins, "is asked for again and again", "step"),
    ],
    ids=["leak", "death", "livelock"],
)
def test_what_a_run_hides(scenario: Scenario, error: str, told: str) -> None:
    """A task that is left behind, one that died unseen, one that turns in a circle: how it comes to that."""
    runs = 15 if scenario is hidden.spins else 200  # each takes 20,000 steps
    failure = asyncproof.explore(scenario, runs=runs, cancel=False).failure
    assert failure is not None
    assert error.replace("'Poller.poll'", "(Poller.poll)") in str(failure.exception)
    assert told in str(failure)
