"""The reported run: its story, its replay line, which reproduces the failure, and what has no such line."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tests.neighbours import NEIGHBOURS
from tests.plugin.exploring.suites import CACHE, race, replay_lines

if TYPE_CHECKING:
    import pytest

    from tests.plugin.suite import Suite


def test_the_failure_is_told_with_its_story(suite: Suite) -> None:
    """The exception has its traceback, and below it stand the story, the rung's sentence and the line."""
    suite.file(race())
    output = suite.run(failed=1)
    told = [
        "assert cache.loads == 1",
        "loaded twice",
        "asyncproof explore",
        "    -- ",
        "latency: it takes",
    ]
    places = [output.index(text) for text in told]
    assert places == sorted(places)
    assert replay_lines(output)[0][0] == "test_it.py::test_race"


def test_the_failure_is_told_with_both_orders(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who meets whom on what, side by side where there is room, and again when the failure is remembered."""
    suite.file(race())
    monkeypatch.setenv("COLUMNS", "70")
    narrow = suite.run(failed=1)
    monkeypatch.setenv("COLUMNS", "150")
    wide = suite.run(failed=1)
    for output in (narrow, wide):
        assert re.search(r"Task-\d \(later\) looks into `self.values` \(dict\)\n", output)
        assert re.search(r"before Task-\d \(Cache.get\) writes it, there `self.values\[key\]`\n", output)
        assert "pytest_asyncio" not in output.partition("asyncproof explore")[2]
    assert re.search(r"^  it works in this order:\n", narrow, re.MULTILINE)
    assert re.search(r"^  it works in this order: +it breaks in this one:\n", wide, re.MULTILINE)


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


def test_what_depends_on_other_runs_is_not_given_a_line(suite: Suite) -> None:
    """A failure that does not come again when its run is repeated is told without a line."""
    suite.file("""
        count = []

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_odd():
            count.append(1)
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
            assert len(count) != 3
    """)
    output = suite.run("--no-guards", passed=1, errors=1)
    assert "the same run passed when it was done again" in output
    assert not replay_lines(output)


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


def test_a_cancellation_in_a_tear_down_ends_with_its_test(suite: Suite) -> None:
    """A fixture of the last run may end with a cancellation; the next test has its own loop for all that."""
    suite.file(
        race().replace("yield Cache()", "yield Cache()\n    raise asyncio.CancelledError")
        + "\n@pytest.mark.asyncio\nasync def test_next():\n    assert not is_virtual()\n"
    )
    suite.run("--no-guards", errors=1, passed=2)


def test_reruns_do_the_same_run_again(suite: Suite) -> None:
    """A plugin that runs failing tests again can't make a race pass."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "rerunfailures"))
    suite.file(race())
    assert "1 failed, 2 rerun" in suite.run("--reruns=2", failed=1)


def test_a_report_of_another_form_has_the_story_beside_it(suite: Suite) -> None:
    """Where a suite writes its reports itself, as texts, the story is a section of its own."""
    suite.pytester.makeconftest("""
        import pytest

        @pytest.hookimpl(wrapper=True, trylast=True)
        def pytest_runtest_makereport():
            report = yield
            if report.failed:
                report.longrepr = "it failed"
            return report
    """)
    suite.file(race())
    output = suite.run(failed=1)
    assert output.index("it failed") < output.index("replay: pytest")
