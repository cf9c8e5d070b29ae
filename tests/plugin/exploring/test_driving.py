"""Explored tests as users write them: each is reported once, with the run that fails, and can be replayed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.plugin.exploring.suites import CACHE, race, replay_lines
from tests.plugin.suite import NEIGHBOURS

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_the_failure_is_told_with_its_story(suite: Suite) -> None:
    """The exception has its traceback, and below it stand the story, the rung's sentence and the line."""
    suite.file(race())
    output = suite.run(failed=1)
    told = [
        "assert cache.loads == 1",
        "loaded twice",
        "asyncproof explore",
        "takes longer --",
        "latency: it takes",
    ]
    places = [output.index(text) for text in told]
    assert places == sorted(places)
    assert replay_lines(output)[0][0] == "test_it.py::test_race"


def test_a_replay_line_reproduces_its_failure(suite: Suite) -> None:
    """The printed line fails again for the same reason, and prints itself."""
    suite.file(race())
    (line,) = replay_lines(suite.run(failed=1))
    output = suite.run(*line, failed=1)
    assert "loaded twice" in output
    assert replay_lines(output) == [line]


def test_a_replay_line_holds_in_another_process(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh process with another hash seed fails in the same way."""
    suite.file(race())
    (line,) = replay_lines(suite.run(failed=1))
    monkeypatch.setenv("PYTHONHASHSEED", "4711" if os.environ.get("PYTHONHASHSEED") != "4711" else "815")
    result = suite.pytester.runpytest_subprocess(*line)
    result.assert_outcomes(failed=1)
    assert replay_lines(result.stdout.str()) == [line]


def test_other_failures_have_replay_lines_too(suite: Suite) -> None:
    """Failures of other causes are named below the first, and each of their lines reproduces one."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=200)
        async def test_two():
            seen = []

            async def work():
                await asyncio.sleep(0.1)
                seen.append("worked")

            async def late():
                await asyncio.sleep(0.2)
                assert seen, "too early"

            task = asyncio.create_task(work())
            await asyncio.gather(task, late(), return_exceptions=False)
            await asyncio.sleep(1)

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=200)
        async def test_lost():
            queue = asyncio.Queue()

            async def work():
                item = await queue.get()
                await asyncio.sleep(0.1)
                return item

            async def mind(task):
                try:
                    await task
                except asyncio.CancelledError:
                    raise ValueError("lost") from None

            queue.put_nowait(1)
            first = asyncio.create_task(work())
            await asyncio.create_task(mind(first))
            assert first.done()
    """)
    output = suite.run(failed=2)
    lines = replay_lines(output)
    assert len(lines) >= 2
    for line in lines:
        suite.run(*line, failed=1)


def test_a_whole_suite_is_explored_unchanged(suite: Suite) -> None:
    """With `--explore` async tests need no mark, and sync tests are left alone."""
    suite.file(race(mark="") + "\nruns = []\ndef test_sync():\n    runs.append(1)\n    assert runs == [1]\n")
    output = suite.run("--explore=60", passed=1, failed=1)
    assert "latency: it takes" in output


def test_fixtures_are_made_afresh_for_every_run(suite: Suite) -> None:
    """Function-scoped ones are set up and torn down as often as the test runs, wider ones once."""
    suite.file("""
        log = []

        @pytest.fixture(scope="module")
        def wide():
            log.append("wide")
            yield
            log.append("wide ends")

        @pytest_asyncio.fixture
        async def narrow(wide):
            log.append("narrow")
            yield []
            log.append("narrow ends")

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=30)
        async def test_it(narrow):
            assert narrow == []
            narrow.append(1)
            log.append("test")
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))

        def test_log():
            assert log[:4] == ["wide", "narrow", "test", "narrow ends"]
            assert set(log[4:]) == {"narrow", "test", "narrow ends"}
            assert log.count("narrow") == log.count("test") == log.count("narrow ends") > 5
    """)
    suite.run("-p", "no:asyncproof-guards", passed=2)


def test_classes_parameters_and_our_fixtures(suite: Suite) -> None:
    """Each run has an object of its own, each parameter its runs; `net`, `clock` and tmp_path are there."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        class TestAll:
            @pytest.mark.parametrize("number", [1, 2])
            async def test_own(self, number, clock, net, tmp_path):
                assert not hasattr(self, "number")
                self.number = number
                assert clock.now == 0
                assert not list(tmp_path.iterdir())
                (tmp_path / "file").write_text("")
                await asyncio.gather(*[asyncio.sleep(1) for _ in range(number)])
    """)
    output = suite.run(passed=2)
    assert "asyncproof explored 2 tests in" in output


def test_anyio_tests_are_explored(suite: Suite) -> None:
    """A test that anyio runs on asyncio is explored like any other."""
    suite.file(
        race()
        .replace("@pytest.mark.asyncio\n", "@pytest.mark.anyio\n")
        .replace("pytest_asyncio.fix", "pytest.fix")
        + "\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n"
    )
    (line,) = replay_lines(suite.run(failed=1))
    suite.run(*line, failed=1)


def test_a_passing_test_has_a_quiet_line(suite: Suite) -> None:
    """What was proven about it stands at the end of the run."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(rungs=["cancel"])
        async def test_nothing():
            await asyncio.sleep(1)
    """)
    assert "asyncproof explored 1 test in" in suite.run(passed=1)


def test_skips_and_expected_failures_stay(suite: Suite) -> None:
    """A test that skips itself is skipped, one that is expected to fail runs once."""
    suite.file("""
        @pytest.mark.asyncio
        async def test_skip():
            pytest.skip("not today")

        @pytest.mark.asyncio
        @pytest.mark.xfail
        async def test_xfail():
            assert False
    """)
    output = suite.run("--explore", skipped=1, xfailed=1)
    assert "did not explore test_it.py::test_xfail: it is expected to fail" in output


def test_a_shared_loop_is_not_explored(suite: Suite) -> None:
    """A test that shares its loop says so, as a warning where it asks to be explored."""
    suite.ini(warnings="default")
    suite.file("""
        @pytest.mark.asyncio(loop_scope="module")
        @pytest.mark.explore
        async def test_shared():
            pass

        @pytest.mark.asyncio(loop_scope="module")
        async def test_other():
            pass
    """)
    output = suite.run("--explore", passed=2, warnings=1)
    assert "asks to be explored, but it shares its loop with other tests: it runs once." in output
    assert "did not explore" in output


def test_a_loop_of_its_own_is_kept(suite: Suite) -> None:
    """A test whose backend brings its own loop runs once, and that is told."""
    suite.file("""
        @pytest.fixture
        def anyio_backend():
            return ("asyncio", {"loop_factory": asyncio.SelectorEventLoop})

        @pytest.mark.anyio
        async def test_own():
            assert not is_virtual()
    """)
    output = suite.run("--explore", passed=1)
    assert "did not explore test_it.py::test_own: it brings its own event loop" in output


def test_the_guards_judge_the_last_run_alone(suite: Suite) -> None:
    """What is left in many runs is found once, as without exploring."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_leak():
            async def work():
                await asyncio.sleep(100)

            asyncio.create_task(work(), name="left")
            await asyncio.sleep(1)
    """)
    output = suite.run(errors=1, passed=1)
    assert output.count("left waits for a sleep (100 s)") == 1


def test_what_only_some_runs_hide_is_a_failure(suite: Suite) -> None:
    """An error that nobody hears of fails the run in which it happens, and its replay."""
    suite.file(
        CACHE
        + """
@pytest.mark.asyncio
@pytest.mark.explore(runs=60, cancel=False)
async def test_hidden():
    cache = Cache()

    async def check():
        await asyncio.sleep(0.5)
        if not cache.values:
            raise ValueError("nothing there")

    task = asyncio.create_task(check())
    await asyncio.gather(cache.get("a"), asyncio.sleep(1))
    await asyncio.wait([task])
"""
    )
    output = suite.run(failed=1)
    assert "HiddenFailure: Task exception was never retrieved: ValueError: nothing there" in output
    (line,) = replay_lines(output)
    suite.run(*line, failed=1)


def test_an_interrupted_run_keeps_what_it_has_found(suite: Suite) -> None:
    """Ctrl-C ends the exploration, and what was found is printed with its line."""
    suite.file(
        race(mark="@pytest.mark.explore(runs=900)").replace(
            '"loaded twice"',
            '"loaded twice"\n    count.append(1)\n    if len(count) > 200: raise KeyboardInterrupt',
        )
        + "\ncount = []\n"
    )
    output = suite.pytester.runpytest_subprocess("-s").stdout.str()
    assert "asyncproof explore, interrupted" in output
    assert "loaded twice" in output
    assert replay_lines(output)


def test_what_depends_on_other_runs_is_not_given_a_line(suite: Suite) -> None:
    """A failure that does not come again when its run is repeated is told without a line."""
    suite.file("""
        count = []

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_odd():
            count.append(1)
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
            assert len(count) != 7
    """)
    output = suite.run("--no-guards", passed=1, errors=1)
    assert "the same run passed when it was done again" in output
    assert not replay_lines(output)


def test_a_tear_down_that_fails_is_found(suite: Suite) -> None:
    """Fixtures are part of the run: what fails in their tear-down is told, and the rest is torn down."""
    suite.file("""
        open_now = []

        @pytest.fixture
        def outer():
            open_now.append(1)
            yield
            open_now.pop()
            assert not open_now

        @pytest_asyncio.fixture
        async def served(outer):
            seen = []

            async def serve():
                await asyncio.sleep(0.1)
                seen.append(1)

            task = asyncio.create_task(serve())
            yield seen
            await task
            assert seen[0] == 1, "came too late"

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=60, cancel=False)
        async def test_it(served):
            await asyncio.sleep(0.2)
            served.append(2)
    """)
    output = suite.run(passed=1, errors=1)
    assert "came too late" in output
    (line,) = replay_lines(output)
    suite.run(*line, passed=1, errors=1)


def test_a_failure_without_a_traceback_has_its_story(suite: Suite) -> None:
    """The story is shown below a failure that is nothing but a text, as that of the `net` fixture."""
    suite.file("""
        import aiohttp

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=60, cancel=False)
        async def test_it(net):
            net.http("http://api.test").get("/a").reply(json={})
            asked = []

            async def ask(pause):
                await asyncio.sleep(pause)
                if not asked:
                    async with aiohttp.ClientSession() as session:
                        await session.get("http://api.test/a")
                    asked.append(1)

            await asyncio.gather(ask(0), ask(1))
            if len(net.requests) > 1:
                pytest.fail("asked twice", pytrace=False)
    """)
    output = suite.run(failed=1)
    (line,) = replay_lines(output)
    assert output.index("asked twice") < output.index("replay: ")
    suite.run(*line, failed=1)


def test_marks_that_say_nonsense(suite: Suite) -> None:
    """They fail their test as ever, and keep it from being explored."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.virtual_time(speed=7)
        async def test_it():
            pass
    """)
    assert "unknown argument 'speed'" in suite.run("--explore", errors=1)


def test_reruns_do_the_same_run_again(suite: Suite) -> None:
    """A plugin that runs failing tests again can't make a race pass."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "rerunfailures"))
    suite.file(race())
    assert "1 failed, 2 rerun" in suite.run("--reruns=2", failed=1)
