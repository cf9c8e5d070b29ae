from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof.loop import Policy
from asyncproof.loop.choosers import FirstChooser
from tests.loop.fates import FailWhere

if TYPE_CHECKING:
    from collections.abc import Callable


class Wrong:
    """Answers with what was not offered."""

    def choose(self, kind: str, options: object) -> int:
        """Answer."""
        del kind, options
        return 7


def test_an_answer_that_was_not_offered() -> None:
    """A chooser that answers nonsense is named, with the question."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for source in ("a", "b"):
            loop.arrive(source, print)  # type: ignore[attr-defined] # asyncproof's own loop
        await asyncio.sleep(1)

    with pytest.raises(asyncproof.UsageError, match=r"Wrong\.choose\('arrival', options\) returned 7"):
        asyncproof.run(main(), chooser=Wrong())


def test_drawing_lots() -> None:
    """Without a chooser lots fall alike in every run; with one it is asked."""

    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        return [loop.draw("lot", (0.5, 0.5)) for _ in range(20)]  # type: ignore[attr-defined] # as above

    first = asyncproof.run(main())
    assert set(first) == {0, 1}
    assert asyncproof.run(main()) == first
    assert asyncproof.run(main(), chooser=FirstChooser()) == [0] * 20


def test_nobody_is_asked_any_more() -> None:
    """From then on everything goes as in stock asyncio, and nothing is recorded."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for number in range(2):
            loop.arrive(number, seen.append, number)  # type: ignore[attr-defined] # as above
        loop.stop_asking()  # type: ignore[attr-defined] # as above
        await asyncio.sleep(1)

    seen: list[int] = []
    asyncproof.run(main(), chooser=Wrong())
    assert seen == [0, 1]


def test_what_may_fail_is_asked_as_often_as_the_policy_allows() -> None:
    """Each is told in words; after the last that is allowed nobody is asked, until the loop is made fresh."""

    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        return [loop.may_fail("rain", "snow") for _ in range(3)]  # type: ignore[attr-defined] # as above

    chooser = FailWhere("snow")
    loop = asyncproof.ControlledLoop(chooser=chooser, policy=Policy(faults=2))
    for _ in range(2):
        assert loop.run_until_complete(main()) == [2, 2, 0]
        assert loop.faults_by_choice == ["snow", "snow"]
        assert [choice.kind for choice in loop.schedule] == ["fault", "fault"]
        loop.reset()
        assert loop.faults_by_choice == []
    loop.close()
    assert chooser.offered == ["rain", "snow"] * 4


def test_nothing_fails_unless_it_is_to() -> None:
    """Neither by the policy alone, nor by a chooser alone, nor when there is nothing that could."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert loop.may_fail("rain") == 0  # type: ignore[attr-defined] # as above
        assert loop.may_fail() == 0  # type: ignore[attr-defined] # as above

    asyncproof.run(main(), policy=Policy(faults=1))
    asyncproof.run(main(), chooser=FailWhere("rain"))


class AtOnce(Executor):
    """Does each job while it is handed over, as a quick thread may since Python 3.14."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do it."""
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        try:
            done.set_result(fn(*args, **kwargs))
        except asyncio.CancelledError:
            done.cancel()
        except Exception as error:
            done.set_exception(error)
        return done


def fails(error: type[BaseException]) -> None:
    """Fail."""
    raise error


def test_what_is_done_at_once_comes_through_the_loop() -> None:
    """A job whose thread was quick is over when the loop hears of it, whatever it comes to."""

    async def main() -> list[object]:
        loop = asyncio.get_running_loop()
        jobs = [
            loop.run_in_executor(AtOnce(), abs, -3),
            loop.run_in_executor(AtOnce(), fails, KeyError),
            loop.run_in_executor(AtOnce(), fails, asyncio.CancelledError),
            loop.run_in_executor(AtOnce(), abs, -3),
        ]
        jobs[3].cancel()
        states: list[object] = [job.done() for job in jobs]
        return states + [type(one) for one in await asyncio.gather(*jobs, return_exceptions=True)]

    found = asyncproof.run(main(), chooser=FirstChooser())
    gone = asyncio.CancelledError
    assert found == [False, False, False, True, int, KeyError, gone, gone]


def test_something_is_called_after_every_step() -> None:
    """With the task that ran; the step in which that is asked for is told when the next one begins."""

    async def main(ends: str) -> list[tuple[str, float]]:
        loop: Any = asyncio.get_running_loop()
        calls: list[tuple[str, float]] = []

        def call(task: asyncio.Task[Any] | None) -> None:
            calls.append(("" if task is None else task.get_name(), loop.time()))

        assert loop.call_after_steps(call)
        await asyncio.sleep(1)
        await asyncio.sleep(1)
        if ends == "one":
            loop.call_no_more(call)
        else:
            loop.stop_watching()
        await asyncio.sleep(1)
        return calls

    for ends in ("one", "all"):
        calls = asyncproof.run(main(ends), chooser=FirstChooser())
        assert calls == [("Task-1", 1), ("", 1), ("Task-1", 1), ("", 2)]


def test_nothing_is_called_where_nobody_decides() -> None:
    """The lean way has no place for it, and says so."""

    async def main() -> bool:
        return bool(asyncio.get_running_loop().call_after_steps(print))  # type: ignore[attr-defined] # as above

    assert not asyncproof.run(main())


def test_several_may_ask_to_be_called() -> None:
    """Each is called until it wants no more."""

    async def main() -> tuple[int, int]:
        loop: Any = asyncio.get_running_loop()
        first: list[object] = []
        second: list[object] = []
        loop.call_after_steps(first.append)
        loop.call_after_steps(second.append)
        await asyncio.sleep(1)
        loop.call_no_more(second.append)
        await asyncio.sleep(1)
        loop.call_no_more(first.append)
        return len(first), len(second)

    first, second = asyncproof.run(main(), chooser=FirstChooser())
    assert first > second > 0
