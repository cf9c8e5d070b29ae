from __future__ import annotations

import asyncio
import sys
import unittest
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof import ControlledLoop
from asyncproof.guard.seams import loops


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []

    def loop_made(self, loop: object) -> None:
        self.heard.append(("made", loop))

    def loop_closes(self, loop: object) -> None:
        self.heard.append(("closes", loop))

    def loop_dropped(self, loop: object) -> None:
        self.heard.append(("dropped", None))

    def problem(self, context: dict[str, object]) -> None:
        self.heard.append(("problem", context["message"]))


@pytest.fixture
def listener() -> Iterator[Listener]:
    """One that listens during the test."""
    one = Listener()
    loops.listen(one)
    yield one
    loops.forget()


def new_uvloop() -> asyncio.AbstractEventLoop:
    """A loop of uvloop, where it is installed."""
    return pytest.importorskip("uvloop").new_event_loop()


@pytest.mark.parametrize("make", [asyncio.new_event_loop, ControlledLoop, new_uvloop])
def test_loops_of_every_kind(listener: Listener, make: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """Made, in trouble, closed: heard of every loop, in this order, once each."""
    make().close()  # so that what is imported by it is there
    loops.look_for_runners()
    listener.heard.clear()
    loop = make()
    loop.call_exception_handler({"message": "oh"})
    loop.close()
    loop.close()
    assert listener.heard == [("made", loop), ("problem", "oh"), ("closes", loop)]


def test_a_handler_of_the_users_comes_first(listener: Listener) -> None:
    """What a user's handler takes is not heard."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)
    loop.call_exception_handler({"message": "oh"})
    loop.close()
    assert "problem" not in [event for event, _ in listener.heard]


def test_a_runner_tells_before_it_cancels(listener: Listener) -> None:
    """What is left on a loop can be seen before `asyncio.run` cancels it."""
    left: list[int] = []
    listener.loop_closes = lambda loop: left.append(len(asyncio.all_tasks(loop)))

    async def leave() -> None:
        asyncio.get_running_loop().own = asyncio.create_task(asyncio.sleep(10))

    asyncio.run(leave())
    assert left[0] == 1


def test_everything_is_put_back() -> None:
    """With the last listener gone asyncio's functions are its own again."""
    kind = asyncio.base_events.BaseEventLoop
    before = (kind.__init__, kind.close, kind.default_exception_handler, asyncio.runners._cancel_all_tasks)
    first, second = Listener(), Listener()
    loops.listen(first)
    loops.listen(second)
    asyncio.new_event_loop().close()
    loops.forget()
    loops.forget()
    after = (kind.__init__, kind.close, kind.default_exception_handler, asyncio.runners._cancel_all_tasks)
    assert after == before
    assert not first.heard
    assert [event for event, _ in second.heard] == ["made", "closes"]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody else listen, so that with the last listener all is put back."""
    for name in ("_stack", "_originals", "_ending"):
        monkeypatch.setattr(loops, name, [])


@pytest.mark.usefixtures("alone")
def test_a_loop_in_c_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What its class has inherited it inherits again."""

    class Loop(asyncio.SelectorEventLoop):
        """Defines nothing itself."""

    monkeypatch.setitem(sys.modules, loops.UVLOOP, SimpleNamespace(Loop=Loop))
    before = set(vars(Loop))
    loops.listen(Listener())
    assert "close" in vars(Loop)
    loops.forget()
    assert set(vars(Loop)) == before


@pytest.mark.usefixtures("alone")
def test_before_python_3_11_a_test_case_of_unittest_tells_of_its_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left on its loop can be seen before it is cancelled; a case without one has nothing to tell."""
    torn: list[object] = []
    case = unittest.IsolatedAsyncioTestCase
    cases = SimpleNamespace(IsolatedAsyncioTestCase=case)
    monkeypatch.setitem(sys.modules, loops.CASES, cases)
    monkeypatch.setattr(case, loops.TEAR_DOWN, torn.append, raising=False)
    listener, own = Listener(), vars(case)[loops.TEAR_DOWN]
    loops.listen(listener)
    one, other = SimpleNamespace(_asyncioTestLoop="its loop"), SimpleNamespace()
    tear_down: Any = vars(case)[loops.TEAR_DOWN]
    tear_down(one)
    tear_down(other)
    loops.forget()
    assert listener.heard == [("closes", "its loop")]
    assert torn == [one, other]
    assert vars(case)[loops.TEAR_DOWN] is own
