"""Explored tests as users write them: each is reported once, with the run that fails, and can be replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


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
            await asyncio.wait_for(asyncio.sleep(1), 60)
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


def test_a_warning_that_is_an_error_is_one_of_its_test(suite: Suite) -> None:
    """A mark that can't be followed fails its own test where warnings are errors, and the run goes on."""
    suite.ini(warnings="error")
    suite.file("""
        @pytest.mark.real_time
        @pytest.mark.explore
        @pytest.mark.asyncio
        async def test_real():
            pass

        def test_other():
            pass
    """)
    output = suite.run(passed=1, errors=1)
    assert "test_real asks to be explored, but it" in output


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


def test_an_interrupted_run_keeps_what_it_has_found(suite: Suite) -> None:
    """Ctrl-C ends the exploration, and what was found is printed with its line."""
    suite.file(
        race(mark="@pytest.mark.explore(runs=900)").replace(
            "    await asyncio.gather(",
            "    count.append(1)\n    if count[400:]: raise KeyboardInterrupt\n    await asyncio.gather(",
        )
        + "\ncount = []\n"
    )
    output = suite.pytester.runpytest_subprocess("-s").stdout.str()
    assert "asyncproof explore, interrupted" in output
    assert "loaded twice" in output
    assert replay_lines(output)


def test_marks_that_say_nonsense(suite: Suite) -> None:
    """They fail their test as ever, and keep it from being explored."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.virtual_time(speed=7)
        async def test_it():
            pass
    """)
    assert "unknown argument 'speed'" in suite.run("--explore", errors=1)


def test_a_fault_of_a_host_that_the_test_plays(suite: Suite) -> None:
    """What a client makes of it is told with what failed, and the line that is printed does it again."""
    suite.file("""
        import aiohttp

        @pytest.mark.explore(rungs=["fault"], runs=60)
        @pytest.mark.asyncio
        async def test_price(net):
            net.http("http://shop.example").get("/price").reply(text="3")
            async with aiohttp.ClientSession() as session:
                async with session.get("http://shop.example/price") as response:
                    assert await response.text() == "3"
    """)
    output = suite.run(failed=1)
    assert "-- GET http://shop.example/price is answered with 503 --" in output
    assert "fault: it takes a network, a service or a disk that fails at this moment" in output
    (again,) = replay_lines(output)
    assert "--replay=fault:ap1." in " ".join(again)
    assert "answered with 503" in suite.run(*again, failed=1)


GENTLE = """
@pytest.mark.asyncio
{mark}
async def test_guarded():
    async def slow():
        for _ in range(3):
            await asyncio.sleep(0.01)

    await asyncio.wait_for(slow(), 0.04)

@pytest.mark.asyncio
{mark}
async def test_client():
    said = []

    async def app():
        try:
            await asyncio.sleep(0.1)
            said.append("hello")
        except asyncio.CancelledError:
            pass  # an app may end so

    await asyncio.create_task(app())
    assert said

{mark}
@pytest.mark.asyncio
async def test_begun():
    begun = asyncio.Event()

    async def work():
        begun.set()
        await asyncio.sleep(0.1)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    assert begun.is_set()
    await task
"""


def test_whole_suites_are_explored_gently(suite: Suite) -> None:
    """There the end of a time limit and the loss of an awaited task are no failures, and tasks begin."""
    suite.file(GENTLE.replace("{mark}", ""))
    suite.run("--explore=200", passed=3)
    suite.file(GENTLE.replace("{mark}", "@pytest.mark.explore(runs=60)"))
    suite.run(failed=3)


def test_what_a_fault_hides_is_told_and_not_what_it_ends_in(suite: Suite) -> None:
    """A run that may end with an error of the outside fails for the task that died unseen."""
    suite.file("""
        import aiohttp

        async def note():
            raise KeyError("nobody sees it")

        @pytest.mark.explore(rungs=["fault"])
        @pytest.mark.asyncio
        async def test_price(net):
            net.http("http://shop.example").get("/price").reply(text="3")
            async with aiohttp.ClientSession() as session:
                try:
                    async with session.get("http://shop.example/price") as response:
                        await response.text()
                except aiohttp.ClientError:
                    asyncio.get_running_loop().create_task(note())
                    await asyncio.sleep(0)
                    await asyncio.sleep(0)
                    raise
    """)
    output = suite.run(failed=1)
    assert "HiddenFailure: Task exception was never retrieved: KeyError" in output
    assert "test_it.py::test_price - asyncproof.e" in output


def test_a_set_up_that_is_cancelled_in_some_runs(suite: Suite) -> None:
    """A fixture whose set-up a cancellation has left is set up again, for the same test and for the next."""
    suite.file("""
        @pytest_asyncio.fixture
        async def page():
            connected = asyncio.Event()

            async def connect():
                await asyncio.sleep(0)
                connected.set()
                await asyncio.sleep(0)

            task = asyncio.create_task(connect())
            await connected.wait()
            await task
            yield "page"

        @pytest.mark.asyncio
        async def test_one(page):
            assert page == "page"

        @pytest.mark.asyncio
        async def test_other(page):
            assert page == "page"
    """)
    assert "asyncproof explored 2 tests" in suite.run("--explore=20", passed=2)
