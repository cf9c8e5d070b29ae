"""A pytest that does runs for another one."""

from __future__ import annotations

import os
import pickle
import sys
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.crew.batch import Batch, pack, unpack
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.strategies.depth_first import Prefix
from asyncproof.loop import TIMING, Policy
from asyncproof.plugin.exploring import helping
from asyncproof.plugin.exploring.helping import Helper
from asyncproof.plugin.exploring.sending import FarTest, Suite
from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.exploring.outcome import Outcome
    from tests.plugin.suite import Suite as TestSuite

MASTER = "ASYNCPROOF_TEST_MASTER"
SLOWER = Policy(latency=True)
SHARED = """
log = []

@pytest.fixture(scope="class")
def wide():
    log.append("up")
    yield
    log.append("down")
    raise OSError("at its end")

class TestWide:
    @pytest.mark.asyncio
    async def test_in_class(self, wide):
        await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))

@pytest.mark.asyncio
async def test_after():
    assert log in ([], ["up", "down"])
    await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))

@pytest.mark.asyncio
async def test_skipped():
    pytest.skip("not here")

@pytest.mark.asyncio
async def test_broken():
    assert False, "not here"
"""
DEADLY = f"""
import os

runs = []

@pytest.mark.asyncio
@pytest.mark.explore(runs=1, rungs=["latency"])
async def test_deadly():
    runs.append(1)
    await asyncio.sleep(1)
    if len(runs) > 1 and str(os.getpid()) != os.environ[{MASTER!r}]:
        os._exit(7)
"""
"""Its first run in each process passes, and the second one ends a worker."""


class FakeDesk:
    """Has batches to be done, and keeps what comes of them."""

    def __init__(self, *batches: bytes) -> None:
        self._batches = list(batches)
        self.answers: list[Sequence[Outcome] | str] = []

    def take(self) -> bytes | None:
        return self._batches.pop(0) if self._batches else None

    def answer(self, work: Callable[[], bytes]) -> None:
        try:
            self.answers.append(unpack(work()))
        except WorkersError as error:
            self.answers.append(error.message)


def served(suite: TestSuite, *asked: tuple[str, Policy, list[Prefix]], folder: str = "") -> FakeDesk:
    """Have a helper do runs of tests, in this process."""
    suite.file(race(mark="") + SHARED)
    arguments = ("--explore=1", "--no-guards", str(suite.pytester.path / "test_it.py"))
    sent = Suite(folder or str(suite.pytester.path), arguments, (str(suite.pytester.path),))
    desk: Any = FakeDesk(
        *(
            pack(
                Batch(
                    pickle.dumps(FarTest(sent, f"test_it.py::{test}", 0, True, True, None)),
                    0,
                    float("inf"),
                    policy,
                    tuple(choosers),
                )
            )
            for test, policy, choosers in asked
        )
    )
    Helper(desk).run(partial(_run, suite.pytester))
    return desk  # type: ignore[no-any-return] # as made above


def _run(pytester: pytest.Pytester, arguments: list[str], plugins: list[object]) -> int:
    return int(pytester.inline_run(*arguments, plugins=plugins).ret)


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper goes to the suite's folder, and looks there for modules."""
    monkeypatch.chdir(os.getcwd())  # noqa: PTH109 - to be put back
    monkeypatch.setattr(sys, "path", list(sys.path))


def test_it_does_the_runs_that_it_is_asked_for(suite: TestSuite) -> None:
    """Each with its own fixtures, on a loop that asks the run's chooser; failures come back in words."""
    runs = [Prefix(answers) for answers in product((0, 1), repeat=4)]
    desk = served(suite, ("test_race", SLOWER, runs), ("test_race", TIMING, [Prefix([])]))
    first, second = desk.answers
    assert [len(first), len(second)] == [16, 1]
    errors = [str(outcome.error) for outcome in first if not isinstance(outcome, str) and outcome.failed]
    assert 0 < len(errors) < 16
    assert all("loaded twice" in error for error in errors)


def test_it_goes_from_test_to_test(suite: TestSuite) -> None:
    """What a class shares is torn down when the next test is none of it, even if that fails."""
    one = [Prefix([])]
    names = ["TestWide::test_in_class", "test_after", "TestWide::test_in_class"]
    desk = served(suite, *((name, TIMING, one) for name in names))
    assert [isinstance(answer, str) or answer[0].error for answer in desk.answers] == [None] * 3


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("test_gone", "it finds no test_it.py::test_gone"),
        ("test_skipped", "test_skipped passes here, and there it is skipped"),
        ("test_broken", "test_broken passes here, and there it fails: AssertionError: not here"),
    ],
)
def test_it_says_what_keeps_it_from_that(suite: TestSuite, test: str, said: str) -> None:
    """A test that isn't there, or doesn't run there as it does here, is no failure of a run; others go on."""
    desk = served(suite, (test, TIMING, [Prefix([])]), ("test_race", TIMING, [Prefix([])]))
    refused, done = desk.answers
    assert said in str(refused)
    assert "It needs the same files in" in str(refused)
    assert len(done) == 1


def test_it_says_where_it_could_not_begin(suite: TestSuite) -> None:
    """A folder that is missing there is named."""
    desk = served(suite, ("test_race", TIMING, [Prefix([])]), folder="/no/such/folder")
    assert "FileNotFoundError" in str(desk.answers[0])
    assert "/no/such/folder" in str(desk.answers[0])


def test_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child whose parent has gone ends, and no pytest is begun."""
    monkeypatch.setattr(helping, "Desk", lambda _: FakeDesk())
    helping.main()


def test_processes_find_what_one_finds(suite: TestSuite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same failure with the same line, whoever does the runs; who kills its process fails, too."""
    monkeypatch.setenv(MASTER, str(os.getpid()))
    suite.file(race() + DEADLY)
    alone = suite.run(passed=1, failed=1)
    shared = suite.run("--explore-workers=1", passed=1, failed=1, errors=1)
    deadly, failing = replay_lines(shared)
    assert [failing] == replay_lines(alone)
    assert "poisoned: a run killed the process in which it was done, and then another one" in shared
    assert deadly[0] == "test_it.py::test_deadly"
