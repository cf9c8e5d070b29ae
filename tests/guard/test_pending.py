from __future__ import annotations

import asyncio
import contextvars
import types
from typing import TYPE_CHECKING, Any

from asyncproof.guard import Owner, pending
from asyncproof.guard.owner import OWNER
from asyncproof.guard.pending import (
    KnownTasks,
    forget_tasks_of,
    is_for_a_peer,
    is_runners_own,
    is_started,
    owner_of,
    pending_on,
    tasks_on,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    import pytest


async def forever() -> None:
    """Wait for what never comes."""
    await asyncio.get_running_loop().create_future()


def on_a_loop(test: Callable[[asyncio.AbstractEventLoop], Awaitable[None]]) -> None:
    """Run a test on a loop of its own, and cancel what is left."""

    async def main() -> None:
        await test(asyncio.get_running_loop())
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(main())


def made_for(owner: Owner, function: Callable[[], Any]) -> Any:
    """Call a function on behalf of an owner."""
    context = contextvars.copy_context()
    context.run(OWNER.set, owner)
    return context.run(function)


def test_a_task_belongs_to_whoever_made_it() -> None:
    """The owner is the one in the task's own context, before and after its first step."""

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        owner = Owner("a")
        task = made_for(owner, lambda: loop.create_task(forever()))
        task.add_done_callback(lambda _: None)  # with a context that is another's
        assert owner_of(task) is owner
        await asyncio.sleep(0)
        assert owner_of(task) is owner

    on_a_loop(test)


def test_a_timer_belongs_to_whoever_set_it() -> None:
    """Handles have a context as tasks have."""

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        owner = Owner("a")
        handle = made_for(owner, lambda: loop.call_later(60, print))
        assert owner_of(handle) is owner
        handle.cancel()

    on_a_loop(test)


def test_tells_what_is_pending() -> None:
    """Each task has its name, whether it has begun, and the line that made its coroutine."""

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        begun = loop.create_task(forever(), name="begun")
        await asyncio.sleep(0)
        fresh = loop.create_task(forever(), name="fresh")
        found = {one.task: one for one in pending_on(loop)}
        assert found[begun].is_started
        assert not found[fresh].is_started
        assert found[fresh].name == "forever"
        assert {"forever", f"{__name__}.forever", "fresh"} == set(found[fresh].names)
        assert found[begun].is_users
        assert "begun waits for" in where(found[begun])
        assert "test_pending.py" in where(found[begun])

    on_a_loop(test)


def test_what_a_library_starts_is_its_own() -> None:
    """A coroutine of asyncio's that a line of the user's calls counts as the user's."""

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        task = loop.create_task(asyncio.wait_for(forever(), None))
        await asyncio.sleep(0)
        (one,) = (one for one in pending_on(loop) if one.task is task)
        assert one.is_users
        assert one.is_called
        assert not is_for_a_peer(one)
        assert not is_runners_own(task)

    on_a_loop(test)


def test_a_loop_without_tasks_has_nothing_pending() -> None:
    """Nobody is asked where there is nothing."""
    loop = asyncio.new_event_loop()
    try:
        assert pending_on(loop) == []
    finally:
        loop.close()


def test_a_task_whose_coroutine_was_closed_is_over() -> None:
    """It never becomes done, and nothing of it is left to run."""
    loop = asyncio.new_event_loop()
    try:
        task = loop.create_task(asyncio.sleep(1))
        assert [one.task for one in pending_on(loop)] == [task]
        task.get_coro().close()
        assert pending_on(loop) == []
        task._log_destroy_pending = False
    finally:
        loop.close()


def test_a_handler_that_waits_for_its_client_is_known() -> None:
    """What asyncio starts for a connection, and what waits for its other end, is told from all else."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        while not (ones := [one for one in pending_on(loop) if one.name == "handle" and one.is_started]):
            await asyncio.sleep(0)
        assert is_for_a_peer(ones[0])
        writer.close()
        server.close()
        await ones[0].task

    on_a_loop(test)


def test_what_is_known_of_one_loop_says_nothing_of_another() -> None:
    """While the tasks of a loop are known, others are still looked for; once it runs, its own are, too."""
    one, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    task = other.create_task(forever())
    try:
        with KnownTasks(one):
            assert set(tasks_on(one)) == set()
            assert set(tasks_on(other)) == {task}
        with KnownTasks(other) as known:
            assert known
            forget_tasks_of(other)
            task.cancel()
            other.run_until_complete(asyncio.wait([task]))
            assert set(tasks_on(other)) == set()
    finally:
        task.cancel()
        other.run_until_complete(asyncio.wait([task]))
        one.close()
        other.close()


def test_a_task_that_can_not_be_looked_into_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is known at least; and for nobody is it a mere answer to a peer."""

    def fail(_: object) -> None:
        raise AttributeError

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        task = loop.create_task(forever())
        (one,) = (one for one in pending_on(loop) if one.task is task)
        called = pending.Pending(task, None, is_started=True, origin=None, is_users=True, is_called=False)
        monkeypatch.setattr(pending.waits, "snapshot", fail)
        assert where(one) == "forever waits"
        assert not is_for_a_peer(called)

    on_a_loop(test)


def test_whether_code_has_begun() -> None:
    """That is known of coroutines, old and new; where nobody can tell, it has."""

    @types.coroutine
    def old() -> Generator[None, None, None]:
        yield

    coroutine: Any = old()
    assert not is_started(coroutine)
    coroutine.send(None)
    assert is_started(coroutine)
    assert is_started(object())


def test_a_loop_that_goes_on_is_looked_at_again() -> None:
    """What was known of it while it stood still may be wrong by now; what is known of others is not."""
    one, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    try:
        with KnownTasks(one), KnownTasks(other):
            tasks = [loop.create_task(forever()) for loop in (one, other)]
            forget_tasks_of(one)
            assert [set(tasks_on(loop)) for loop in (one, other)] == [{tasks[0]}, set()]
        for loop, task in zip((one, other), tasks, strict=True):
            assert set(tasks_on(loop)) == {task}
            task.cancel()
            loop.run_until_complete(asyncio.wait([task]))
    finally:
        one.close()
        other.close()


def test_what_wait_for_makes_is_part_of_whoever_awaits_it() -> None:
    """The task inside of `wait_for`, which Pythons before 3.12 make, is no other one."""

    async def test(loop: asyncio.AbstractEventLoop) -> None:
        waiting = loop.create_task(asyncio.wait_for(forever(), 60))
        for _ in range(3):
            others = [one.task for one in pending_on(loop) if one.task is not asyncio.current_task()]
            assert others == [waiting]
            await asyncio.sleep(0)

    on_a_loop(test)
