from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asyncproof.kit import LifespanFailed
from asyncproof.kit.apps.journal import Journal
from asyncproof.kit.apps.lifespan import Lifespan
from tests.kit.apps.running import run


def lifespan(app: Any, *, seconds: float = 0.0, grace: float = 10.0) -> tuple[list[str], Journal]:
    """Start an app, wait, stop it; return what was told and left."""
    journal = Journal()
    told = []

    async def story() -> None:
        life = Lifespan(app, journal, grace=grace)
        try:
            await life.start()
        except Exception as error:
            told.append(f"start: {type(error).__name__}: {error}")
        told.append(f"state: {life.state}")
        await asyncio.sleep(seconds)
        await life.stop()
        told.extend(str(failure).partition(" (")[0] for failure in journal.failures)
        told.extend(f"left: {task.get_name()}" for task in asyncio.all_tasks() - {asyncio.current_task()})
        told.append(f"time: {asyncio.get_running_loop().time():g}")

    run(story)
    return told, journal


async def starting(receive: Any, send: Any) -> None:
    """Get through the start."""
    assert (await receive())["type"] == "lifespan.startup"
    await send({"type": "lifespan.startup.complete"})


async def stopping(receive: Any, send: Any) -> None:
    """Get through the shutdown."""
    assert (await receive())["type"] == "lifespan.shutdown"
    await send({"type": "lifespan.shutdown.complete"})


def test_start_and_stop_take_their_time() -> None:
    """Both are waited for, in the test's own time; the state is what the app put there."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "lifespan"
        scope["state"]["pool"] = 5
        await asyncio.sleep(3)
        await starting(receive, send)
        await receive()
        await asyncio.sleep(4)
        await send({"type": "lifespan.shutdown.complete"})

    assert lifespan(app)[0] == ["state: {'pool': 5}", "time: 7"]


async def asserts(scope: Any, receive: Any, send: Any) -> None:
    """Know of HTTP only, and insist."""
    assert scope["type"] == "http"


async def returns(scope: Any, receive: Any, send: Any) -> None:
    """Do nothing at all."""


async def answers(scope: Any, receive: Any, send: Any) -> None:
    """Take every call for a request."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize("app", [asserts, returns, answers])
def test_an_app_without_a_lifespan(app: Any) -> None:
    """An app that knows nothing of lifespans, in whichever way, is taken for started."""
    assert lifespan(app)[0] == ["state: {}", "time: 0"]


async def raises(scope: Any, receive: Any, send: Any) -> None:
    """Fail to start."""
    await receive()
    raise ConnectionError("no database")


async def says_and_raises(scope: Any, receive: Any, send: Any) -> None:
    """Fail as Starlette and Litestar do."""
    await receive()
    try:
        raise ConnectionError("no database")
    except ConnectionError as error:
        await send({"type": "lifespan.startup.failed", "message": f"Traceback ... {error}"})
        raise


async def says_and_listens_on(scope: Any, receive: Any, send: Any) -> None:
    """Fail as Quart does."""
    while True:
        await receive()
        try:
            raise ConnectionError("no database")
        except ConnectionError as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})


@pytest.mark.parametrize("app", [raises, says_and_raises, says_and_listens_on])
def test_a_start_that_fails_is_the_apps_own_exception(app: Any) -> None:
    """However a framework reports it, the test gets the exception itself, at once, and no task is left."""
    assert lifespan(app)[0] == ["start: ConnectionError: no database", "state: {}", "time: 0"]


def test_a_start_that_fails_without_an_exception() -> None:
    """If there is only a message, the error has it."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed"})

    (start, *_), _ = lifespan(app)
    assert start.startswith("start: LifespanFailed: the app said that it could not start: it gave no reason")
    assert issubclass(LifespanFailed, Exception)


def test_a_shutdown_that_fails_is_told() -> None:
    """What an app raises while it shuts down goes into the journal, once."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await starting(receive, send)
        await receive()
        try:
            raise OSError("disk full")
        except OSError:
            await send({"type": "lifespan.shutdown.failed", "message": "disk full"})
            raise

    assert lifespan(app)[0] == ["state: {}", "its shutdown: OSError: disk full", "time: 0"]


def test_a_lifespan_that_dies_early_is_told() -> None:
    """A background task that takes the lifespan down in the middle is told at the end."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await starting(receive, send)
        await asyncio.sleep(5)
        raise OSError("lost the queue")

    assert lifespan(app, seconds=7)[0] == ["state: {}", "its lifespan: OSError: lost the queue", "time: 7"]


def test_a_shutdown_that_hangs_is_cut_off() -> None:
    """After the grace a shutdown is told where it stands, and cancelled."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await starting(receive, send)
        await receive()
        await asyncio.Event().wait()

    told, journal = lifespan(app)
    assert told == ["state: {}", "time: 10"]
    assert len(journal.left_behind) == 1
    assert "await asyncio.Event().wait()" in journal.left_behind[0]


def test_an_app_that_listens_after_its_end() -> None:
    """An app that never stops listening is ended."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await starting(receive, send)
        await stopping(receive, send)
        await receive()

    assert lifespan(app)[0] == ["state: {}", "time: 0"]


def test_a_start_that_is_given_up() -> None:
    """If the test gives up while the app starts, nothing of it is left."""
    ended = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(asyncio.get_running_loop().time())

    async def story() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(Lifespan(app, Journal(), grace=10).start(), 3)

    run(story)
    assert ended == [3]


def test_stopping_what_never_started() -> None:
    """Stopping without a start is nothing."""
    run(lambda: Lifespan(returns, Journal(), grace=1).stop())
