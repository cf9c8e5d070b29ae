"""What is recorded of a run: who ran when, what for everybody waited, and who woke whom."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from weakref import ref

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.aside import aside
from asyncproof.loop.onlooking import looking_on
from asyncproof.report.recording.marks import BLOCKED, CANCELLED, DONE, ENDED, FAILED, MESSAGE, TIMER
from asyncproof.report.recording.recorder import MOST_TASKS, Recorder
from tests.report.scenes import queue_and_workers, recorded, told


def test_each_step_has_its_time_and_its_wait() -> None:
    """In virtual time, steps stand at exact times, each with what its task waits for then."""
    picture = recorded(queue_and_workers)
    assert picture["virtual"]
    assert told(picture, "worker-0") == [
        (0, "a sleep (1 s)"),
        (1, "a sleep (3 s)"),
        (4, "an item from Queue `inbox` (empty)"),
        (4, ""),
    ]
    assert told(picture, "worker-1")[1] == (2, "an item from Queue `inbox` (empty)")


def test_who_woke_whom_is_known() -> None:
    """Each step names the one that called it: a timer, the one that cancels, the one that ends."""
    picture = recorded(queue_and_workers)
    steps = picture["steps"]
    for number, by in enumerate(steps["by"]):
        assert by < number
    woken = steps["by"][steps["at"].index(1_000_000_000) + 1]
    assert steps["mark"][woken] == TIMER
    cancelled = [number for number, mark in enumerate(steps["mark"]) if mark & CANCELLED]
    assert [steps["mark"][number] for number in cancelled] == [CANCELLED | ENDED] * 2
    assert {steps["task"][steps["by"][number]] for number in cancelled} == {0}


def test_the_ways_in_which_a_task_ends_are_told_apart() -> None:
    """A task returns, fails, or is cancelled, and an error keeps its words."""

    async def fails() -> None:
        raise ValueError("no such user")

    async def scene() -> None:
        failing = asyncio.create_task(fails(), name="fails")
        stopped = asyncio.create_task(asyncio.sleep(9), name="stopped")
        await asyncio.sleep(1)
        stopped.cancel()
        await asyncio.gather(failing, stopped, return_exceptions=True)

    picture = recorded(scene)
    steps = zip(picture["steps"]["task"], picture["steps"]["mark"], strict=True)
    ends = {picture["tasks"][task][0]: mark for task, mark in steps if task >= 0}
    assert ends["fails"] == FAILED
    assert ends["stopped"] & ENDED
    assert ends["Task-1"] & DONE
    assert [task[2] for task in picture["tasks"]] == ["", "ValueError: no such user", ""]


def test_an_error_that_cannot_speak_keeps_its_kind() -> None:
    """An error whose text can't be made is told by its kind."""

    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    async def fails() -> None:
        raise MuteError

    async def scene() -> None:
        await asyncio.gather(asyncio.create_task(fails()), return_exceptions=True)

    assert recorded(scene)["tasks"][1][2] == "MuteError"


def test_what_is_left_running_is_told() -> None:
    """A task that still waits when its loop is closed is marked as left."""
    kept = []

    async def scene() -> None:
        kept.append(asyncio.create_task(asyncio.sleep(100), name="left"))
        await asyncio.sleep(1)

    picture = recorded(scene)
    assert [(task[0], task[4]) for task in picture["tasks"] if task[4]] == [("left", 1)]


def test_a_task_that_lives_at_the_end_is_left_as_well() -> None:
    """A task is left running, too, if nobody closes its loop while somebody looks on."""
    loop = ControlledLoop()
    recorder = Recorder()

    async def scene() -> asyncio.Task[None]:
        task = asyncio.create_task(asyncio.sleep(100), name="left")
        await asyncio.sleep(0)
        return task

    with looking_on(recorder):
        task = loop.run_until_complete(scene())
    assert [entry[0] for entry in recorder.data()["tasks"] if entry[4]] == ["left"]
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()


def test_real_time_is_recorded_on_a_stock_loop() -> None:
    """On asyncio's own loop time is real, begins at zero, and never goes back."""
    picture = recorded(lambda: asyncio.sleep(0.001), stock=True)
    steps = picture["steps"]
    assert not picture["virtual"]
    assert steps["at"][0] == 0
    assert steps["at"] == sorted(steps["at"])
    assert steps["at"][-1] >= 1_000_000


def test_a_step_that_keeps_the_loop_is_marked() -> None:
    """A step that takes longer than allowed, in real time, counts as blocked."""

    async def scene() -> None:
        time.perf_counter()
        await asyncio.sleep(0)

    marks = recorded(scene, block_after=1e-9)["steps"]["mark"]
    assert all(mark & BLOCKED for mark in marks)


def test_messages_between_memory_hosts_are_steps_of_the_network() -> None:
    """What comes over the network in memory is told with its size and its first line, and who has sent it."""

    async def scene() -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"hello " + await reader.readline())
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "db", 5432)
        reader, writer = await asyncio.open_connection("db", 5432)
        writer.write(b"world\r\n")
        assert await reader.read() == b"hello world\r\n"
        writer.close()
        server.close()

    from asyncproof.loop import Network

    loop = ControlledLoop(network=Network())
    recorder = Recorder()
    with looking_on(recorder):
        loop.run_until_complete(scene())
    loop.close()
    picture = recorder.data()
    steps = picture["steps"]
    messages = {
        picture["words"][steps["wait"][number]][1]: steps["by"][number]
        for number, mark in enumerate(steps["mark"])
        if mark & MESSAGE
    }
    assert "db:5432#1 to server: 7 bytes, world" in messages
    assert "db:5432#1 to client: 13 bytes, hello world" in messages
    assert steps["task"][messages["db:5432#1 to server: 7 bytes, world"]] == 0


def test_what_is_too_much_is_counted() -> None:
    """The first steps are kept, and the others are counted."""

    async def scene() -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    picture = recorded(scene, most_steps=5)
    assert len(picture["steps"]["at"]) == 5
    assert picture["left_out"] == 16


def test_tasks_beyond_all_bounds_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is an end to the number of tasks as well."""
    assert MOST_TASKS > 1000
    monkeypatch.setattr("asyncproof.report.recording.recorder.MOST_TASKS", 2)

    async def scene() -> None:
        await asyncio.gather(*(asyncio.sleep(1) for _ in range(5)))

    assert len(recorded(scene)["tasks"]) == 2


def test_nothing_is_kept_alive() -> None:
    """A task that nobody else holds dies while it is recorded, as it does without."""
    recorder = Recorder()
    seen = []

    async def scene() -> None:
        task = asyncio.create_task(asyncio.sleep(0))
        seen.append(ref(task))
        await task
        del task
        await asyncio.sleep(1)
        gc.collect()
        assert seen[0]() is None

    loop = ControlledLoop()
    with looking_on(recorder):
        loop.run_until_complete(scene())
    loop.close()


def test_the_numbers_of_a_loop_are_left_alone() -> None:
    """Tasks and futures have the hashes that they have without an onlooker: sets keep their order."""

    async def scene() -> list[int]:
        futures = [asyncio.get_running_loop().create_future() for _ in range(3)]
        tasks = [asyncio.create_task(asyncio.wait([future])) for future in futures]
        await asyncio.sleep(1)
        found = [hash(each) for each in (*futures, *tasks)]
        for future in futures:
            future.set_result(None)
        await asyncio.gather(*tasks)
        return found

    found = []
    for recorder in (None, Recorder()):
        loop = ControlledLoop()
        if recorder is None:
            found.append(loop.run_until_complete(scene()))
        else:
            with looking_on(recorder):
                found.append(loop.run_until_complete(scene()))
        loop.close()
    assert found[0] == found[1]


@pytest.mark.parametrize("phase", ["_seen", "_keep"])
def test_what_goes_wrong_here_never_reaches_the_test(monkeypatch: pytest.MonkeyPatch, phase: str) -> None:
    """If recording fails, the run goes on as if nobody looked, and the picture says why it ends."""
    seen = []

    def fail(*_: object) -> None:
        seen.append(1)
        if len(seen) == 1:
            raise KeyError("odd")

    monkeypatch.setattr(Recorder, phase, fail)
    recorder = Recorder()
    loop = ControlledLoop()
    with looking_on(recorder):
        assert loop.run_until_complete(asyncio.sleep(1, "done")) == "done"
    loop.close()
    assert recorder.data()["trouble"] == "KeyError: 'odd'"
    assert len(seen) == 1


def test_loops_in_several_threads_are_kept_apart() -> None:
    """What runs in two threads at once is recorded for both, and time does not go back."""
    recorder = Recorder()
    inside = threading.Barrier(2)

    async def meet(name: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.set_name(name)
        for _ in range(3):
            inside.wait(10)
            await asyncio.sleep(0)

    with looking_on(recorder):
        other = threading.Thread(target=asyncio.run, args=(meet("there"),))
        other.start()
        asyncio.run(meet("here"))
        other.join()
    picture = recorder.data()
    assert not picture["trouble"]
    assert [len(told(picture, task[0])) for task in picture["tasks"]] == [4, 4]
    assert picture["steps"]["at"] == sorted(picture["steps"]["at"])


def test_a_loop_inside_a_step_is_a_part_of_it() -> None:
    """A loop that a step runs to its end is recorded, too, and the step after it."""

    async def inner() -> None:
        await asyncio.sleep(0)

    async def scene() -> None:
        with aside():
            loop = asyncio.new_event_loop()
            loop.run_until_complete(inner())
            loop.close()

    picture = recorded(scene, stock=True)
    assert [task[1] for task in picture["tasks"]] == ["scene", "inner"]


def test_a_cancellation_that_is_set_for_later_is_on_its_way() -> None:
    """A timer that cancels a task is told as that, and has called the step in which the task hears of it."""

    async def scene() -> None:
        task = asyncio.create_task(asyncio.sleep(9), name="victim")
        asyncio.get_running_loop().call_later(1, task.cancel)
        await asyncio.gather(task, return_exceptions=True)

    picture = recorded(scene)
    steps = picture["steps"]
    stopped = next(number for number, mark in enumerate(steps["mark"]) if mark & CANCELLED)
    timer = steps["by"][stopped]
    assert picture["words"][steps["wait"][timer]][1] == "victim is cancelled"
    assert (steps["at"][timer], steps["mark"][timer]) == (1_000_000_000, TIMER)
    assert told(picture, "victim") == [(0, "a sleep (9 s)"), (1, "")]


def test_a_loop_of_which_no_step_is_seen() -> None:
    """What runs is named by its class, unless a step of it is seen after all, before or later."""

    class Strange:
        pass

    recorder, loop, strange = Recorder(), asyncio.new_event_loop(), Strange()
    with looking_on(recorder):
        recorder.runs_unseen(loop)
        loop.run_until_complete(asyncio.sleep(0))
        recorder.runs_unseen(loop)
        recorder.runs_unseen(strange)
    loop.close()
    assert recorder.unseen() == ["tests.Strange"]
