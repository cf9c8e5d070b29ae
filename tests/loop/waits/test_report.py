"""Claims about the message of a Deadlock."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path

import pytest

from asyncproof.loop.waits import explain_deadlock, explain_waits, report
from tests.loop.waits.stalling import never, stalled

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.py"))


def told(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a case and return its message, with file names as seen from the directory of the cases."""
    case = importlib.import_module(f"tests.loop.waits.cases.{name}")
    monkeypatch.chdir(CASES)
    with stalled(case.main) as program:
        return explain_deadlock(tasks=program.tasks, main=program.main)


@pytest.mark.parametrize("name", NAMES)
def test_a_classic_deadlock_reads_as_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message of each classic case is, to the letter, the text beside it."""
    if name == "stuck_child" and sys.version_info < (3, 11):
        pytest.skip("TaskGroup came with Python 3.11")
    assert told(name, monkeypatch) + "\n" == (CASES / f"{name}.txt").read_text(encoding="utf-8")


def test_the_same_program_has_the_same_message_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither addresses nor asyncio's running numbers get into the message."""
    assert told("semaphore_reentry", monkeypatch) == told("semaphore_reentry", monkeypatch)


def test_many_alike_are_told_once() -> None:
    """Of forty tasks at one line one is shown, and the others are counted."""

    async def many() -> None:
        event = asyncio.Event()

        async def wait() -> None:
            await event.wait()

        await asyncio.gather(*(wait() for _ in range(40)))

    with stalled(many) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert "40 tasks wait for what nobody is left to do" in text
    assert "and 39 more like it" in text
    assert len(text.splitlines()) < 15


def test_many_different_ones_are_cut_short() -> None:
    """When tasks wait at many different lines the first ones are shown and the rest is counted."""

    async def many() -> None:
        source = "\n".join(f"async def f{n}(e):\n    await e.wait()" for n in range(20))
        made: dict[str, object] = {}
        exec(compile(source, "many.py", "exec"), made)
        event = asyncio.Event()
        await asyncio.gather(*(made[f"f{n}"](event) for n in range(20)))

    with stalled(many) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert "    f11 waits for" in text
    assert "    f12 waits for" not in text
    assert "\n    and 8 more\n" in text


def test_work_that_was_given_up_is_named() -> None:
    """Real work that was waited for in vain takes the place of 'nothing real is outstanding'."""
    with stalled(never) as program:
        text = explain_deadlock(
            tasks=program.tasks, main=program.main, given_up=["a thread", "a job", "a thread"]
        )
    assert "no timer is set, and this was waited for long enough: a job, a thread (2 times)\n" in text


def test_a_run_without_tasks_is_told() -> None:
    """If no task is left at all, that is what the message says."""
    assert "no task is left that could end the run" in explain_deadlock(tasks=[], main=None)


def test_a_circle_that_the_run_depends_on_comes_first() -> None:
    """With two circles the advice is about the one that the main task is stuck in."""

    async def again(lock: asyncio.Lock | asyncio.Semaphore) -> None:
        async with lock, lock:
            pass

    async def two() -> None:
        other = asyncio.create_task(again(asyncio.Semaphore()), name="a-other")
        mine = asyncio.create_task(again(asyncio.Lock()), name="b-mine")
        await mine
        await other

    with stalled(two) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert text.startswith("nothing can happen any more: b-mine waits for itself, ")
    assert text.index("b-mine waits for Lock") < text.index("a-other waits for Semaphore")
    assert "can't be taken twice" in text


def test_behind_a_connection_may_be_anybody() -> None:
    """Who waits for a reply is not the whole cause: the one that should have sent it is shown before it."""

    async def main() -> None:
        gate, reader = asyncio.Event(), asyncio.StreamReader()

        async def serve() -> None:
            await gate.wait()

        async def idle() -> None:
            await asyncio.create_task(serve(), name="server")

        waiting = asyncio.create_task(idle(), name="idle")
        await asyncio.wait_for(read(reader), None)
        await waiting

    async def read(reader: asyncio.StreamReader) -> None:
        await reader.read()

    with stalled(main) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert "the cause:\n    server waits for Event `gate`" in text
    assert "set() is called on this very Event" in text


def test_a_named_future_is_the_whole_cause() -> None:
    """A future of the user's own does not drag idle workers in."""

    async def main() -> None:
        reply = asyncio.get_running_loop().create_future()
        inbox: asyncio.Queue[int] = asyncio.Queue()
        worker = asyncio.create_task(inbox.get(), name="worker")
        await reply
        await worker

    with stalled(main) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert text.startswith("nothing can happen any more: main waits for Future `reply`, no timer")
    assert "also waiting:\n    worker" in text


def test_the_body_makes_no_claim_about_the_future() -> None:
    """For a run that still moves there are the sections alone; a sleeping task is not the cause."""

    async def ticking() -> None:
        event = asyncio.Event()
        ticker = asyncio.create_task(asyncio.sleep(3600), name="ticker")
        await event.wait()
        await ticker

    with stalled(ticking) as program:
        text = explain_waits(tasks=program.tasks, main=program.main)
    assert text.startswith("  the cause:\n    ticking waits for Event `event`, and no other task")
    assert "  also waiting:\n    ticker waits for a sleep (3600 s)" in text


def test_a_failing_report_still_says_what_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong in looking, the message says that nothing can happen any more."""

    def fail(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr(report, "snapshot", fail)
    text = explain_deadlock(tasks=[], main=None)
    assert text.startswith("nothing can happen any more: no timer is set")
    assert "can't be shown: LookupError" in text
    assert explain_waits(tasks=[], main=None) == "  (who waits for what can't be shown: LookupError)"
