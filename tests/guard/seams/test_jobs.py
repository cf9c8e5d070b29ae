from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.guard.seams import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator


class Heard:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.news: list[str] = []

    def job_made(self, future: Future[Any]) -> None:
        """Note a new future."""
        assert not future.done()
        self.news.append("made")

    def job_failed(self, future: Future[Any], error: BaseException) -> None:
        """Note an error."""
        assert jobs.peek(future) is error
        self.news.append(f"failed: {error}")

    def job_asked(self, future: Future[Any]) -> None:
        """Note a look."""
        assert jobs.is_asked(future)
        self.news.append("asked")


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Listen for the time of a test."""
    heard = Heard()
    jobs.listen(heard)
    yield heard
    jobs.forget()


def failed() -> Future[int]:
    """Return a future with an error."""
    future: Future[int] = Future()
    future.set_exception(ValueError("boom"))
    return future


def test_who_asks_is_heard_once(heard: Heard) -> None:
    """`result()` and `exception()` both count as asking."""
    future = failed()
    assert not jobs.is_asked(future)
    with pytest.raises(ValueError, match="boom"):
        future.result()
    assert isinstance(future.exception(), ValueError)
    assert heard.news == ["made", "failed: boom", "asked"]


def test_results_are_no_news(heard: Heard) -> None:
    """A future that does its work says nothing."""
    future: Future[int] = Future()
    future.set_result(1)
    assert future.result() == 1
    assert heard.news == ["made"]


def test_a_callback_looks(heard: Heard) -> None:
    """A future with a callback is believed to be looked at."""
    future: Future[int] = Future()
    future.add_done_callback(lambda _: None)
    future.set_exception(ValueError("boom"))
    assert jobs.is_asked(future)
    assert heard.news == ["made", "failed: boom"]


@pytest.mark.usefixtures("heard")
def test_no_traceback_grows() -> None:
    """The error comes through the functions of the standard library alone."""
    with pytest.raises(ValueError, match="boom") as caught:
        failed().result()
    assert {entry.path.name for entry in caught.traceback} == {"test_jobs.py", "_base.py"}


def test_all_is_put_back() -> None:
    """After the last listener the class is as it was, and futures made meanwhile go on."""
    before = set(vars(Future))
    jobs.listen(Heard())
    jobs.listen(Heard())
    future = failed()
    jobs.forget()
    jobs.forget()
    assert set(vars(Future)) == before
    assert isinstance(future.exception(), ValueError)


def test_a_future_that_another_thread_still_looks_at_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the run ends in the midst of it, nobody is told."""
    heard = Heard()
    jobs.listen(heard)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(jobs, "_stack", [])
            assert str(failed().exception()) == "boom"
    finally:
        jobs.forget()
    assert heard.news == []
