"""Each test is recorded from its set-up to its tear-down, and nothing else is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asyncproof.report.packing import unpack
from tests.neighbours import NEIGHBOURS
from tests.plugin.drawing.drawn import report_of

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_fixtures_are_in_the_picture(suite: Suite) -> None:
    """What an async fixture does before and after its test belongs to it."""
    suite.file("""
        @pytest_asyncio.fixture
        async def session():
            await asyncio.sleep(1)
            yield
            await asyncio.sleep(2)

        @pytest.mark.asyncio
        @pytest.mark.virtual_time
        async def test_it(session):
            await asyncio.sleep(4)
    """)
    suite.run("--asyncproof-report=run.json", passed=1)
    picture = unpack(report_of(suite)["test_it"]["picture"])
    words = [text for _, text in picture["words"]]
    assert [f"a sleep ({seconds} s)" in words for seconds in (1, 2, 4)] == [True] * 3


def test_the_runs_of_an_exploration_are_not(suite: Suite) -> None:
    """Of an explored test the last run is drawn alone, the one that is reported."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_it():
            await asyncio.gather(*(asyncio.sleep(1) for _ in range(3)))
    """)
    suite.run("--asyncproof-report=run.json", passed=1)
    test = report_of(suite)["test_it"]
    assert test["explored"]["runs"] > 2
    assert len(unpack(test["picture"])["tasks"]) == 4


def test_a_test_that_is_run_again_is_drawn_once(suite: Suite) -> None:
    """Of a test that pytest-rerunfailures runs again, the last run is drawn."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "rerunfailures"))
    suite.file("""
        seen = []

        @pytest.mark.asyncio
        async def test_it():
            seen.append(asyncio.create_task(asyncio.sleep(0), name=f"run {len(seen) + 1}"))
            await seen[-1]
            assert len(seen) > 1
    """)
    suite.run("--asyncproof-report=run.json", "--reruns=1", passed=1)
    test = report_of(suite)["test_it"]
    assert test["outcome"] == "passed"
    assert unpack(test["picture"])["tasks"][1][0] == "run 2"


def test_a_loop_that_cannot_be_seen_is_named(suite: Suite) -> None:
    """A test on uvloop, which a fixture imports, has no picture and says why; so has one of anyio on trio."""
    pytest.importorskip("uvloop")
    pytest.importorskip("trio")
    suite.file("""
        @pytest.fixture
        def loop():
            import uvloop
            loop = uvloop.new_event_loop()
            yield loop
            loop.close()

        def test_elsewhere(loop):
            loop.run_until_complete(asyncio.sleep(0))

        @pytest.fixture(params=["asyncio", "trio"])
        def anyio_backend(request):
            return request.param

        @pytest.mark.anyio
        async def test_either():
            pass
    """)
    suite.run("--asyncproof-report=run.json", passed=3)
    unseen = {name: (test["unseen"], bool(test["picture"])) for name, test in report_of(suite).items()}
    assert unseen == {
        "test_elsewhere": (["uvloop.Loop"], False),
        "test_either[asyncio]": ([], True),
        "test_either[trio]": (["trio"], False),
    }
    import uvloop

    assert "run_forever" not in vars(uvloop.Loop)


def test_a_threshold_that_is_set_counts(suite: Suite) -> None:
    """A step counts as blocked after the time that the run has set for the guards."""
    suite.ini("asyncproof_block_after = 0.0000001")
    suite.file("""
        @pytest.mark.asyncio
        async def test_it():
            await asyncio.sleep(0)
    """)
    suite.run("--asyncproof-report=run.json", "--no-guards", passed=1)
    assert report_of(suite)["test_it"]["facts"]["blocked"] > 0


def test_nothing_is_left_after_a_run(suite: Suite) -> None:
    """A run puts everything back, also one that is stopped in the middle of a test."""
    before = asyncio.Handle._run  # type: ignore[attr-defined] # a private name that the stubs hide
    suite.file("def test_it(): raise KeyboardInterrupt")
    suite.pytester.runpytest_inprocess("--asyncproof-report=run.json", no_reraise_ctrlc=True)
    assert asyncio.Handle._run is before  # type: ignore[attr-defined] # as above
