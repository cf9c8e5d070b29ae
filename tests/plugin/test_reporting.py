from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_a_failure_tells_the_time(suite: Suite) -> None:
    """The report of a failed test says how much virtual time has passed, that of others says nothing."""
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_virtual():
            await asyncio.sleep(3600)
            raise ValueError

        @pytest.mark.asyncio
        async def test_real():
            raise ValueError
        """
    )
    text = suite.run(failed=2)
    assert text.count("virtual time ---") == 1
    assert "3600 s passed" in text


def test_a_deadlock_reads_like_a_reason(suite: Suite) -> None:
    """A stuck test fails once, with the reason as its text and none of our frames."""
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_it():
            await asyncio.sleep(0.5)
            await asyncio.Event().wait()
        """
    )
    text = suite.run(failed=1)
    report = text.split("test_it ____")[1].split("short test summary")[0]
    assert "nothing can happen any more" in report
    assert "await asyncio.Event().wait()" in report
    assert "0.5 s passed" in report
    assert "run_until_complete" not in report
    assert len(report.splitlines()) < 20
    assert "FAILED test_it.py::test_it - asyncproof.core.errors.Deadlock: nothing can" in text


def test_a_livelock_reads_like_a_reason(suite: Suite) -> None:
    """So does a test that spins."""
    suite.file(
        """
        @pytest.mark.virtual_time(steps=100)
        @pytest.mark.asyncio
        async def test_it():
            while True:
                await asyncio.sleep(0)
        """
    )
    text = suite.run(failed=1)
    assert "100 steps ran" in text
    assert "run_until_complete" not in text


def test_a_task_that_swallows_its_cancellation(suite: Suite) -> None:
    """A stuck test that cannot be unwound fails once too, and the next test is not disturbed."""
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_stubborn():
            while True:
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    pass

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_next():
            await asyncio.sleep(5)
        """
    )
    suite.run(failed=1, passed=1)


def test_a_stuck_fixture_is_its_own_error(suite: Suite) -> None:
    """A fixture that is stuck in set-up or teardown is an error there, though the test itself may pass."""
    suite.file(
        """
        pytestmark = [pytest.mark.virtual_time, pytest.mark.asyncio]

        @pytest_asyncio.fixture
        async def before():
            await asyncio.Event().wait()

        @pytest_asyncio.fixture
        async def after():
            yield
            await asyncio.Event().wait()

        async def test_before(before):
            pass

        async def test_after(after):
            pass

        async def test_next():
            pass
        """
    )
    text = suite.run(errors=2, passed=2)
    assert "ERROR at setup of test_before" in text
    assert "ERROR at teardown of test_after" in text
    assert "run_until_complete" not in text


def test_a_wider_loop_after_a_stuck_test(suite: Suite) -> None:
    """On a shared loop the next test finds no task of a stuck one, and what fixtures started lives on."""
    suite.file(
        """
        pytestmark = [pytest.mark.virtual_time(jumps=1000), pytest.mark.asyncio(loop_scope="module")]

        @pytest_asyncio.fixture(scope="module", loop_scope="module")
        async def heart():
            beats = []

            async def beat():
                while True:
                    await asyncio.sleep(60)
                    beats.append(1)

            task = asyncio.create_task(beat())
            yield beats
            task.cancel()

        async def test_stuck(heart):
            event = asyncio.Event()
            waiting = asyncio.create_task(event.wait())
            await event.wait()

        async def test_next(heart, clock):
            assert len(asyncio.all_tasks()) == 2
            before = len(heart)
            await asyncio.sleep(3600)
            assert clock.now == 3600
            assert len(heart) - before in (59, 60)
        """
    )
    suite.run(failed=1, passed=1)


def test_notes_are_kept(suite: Suite) -> None:
    """What others have noted on the error, as hypothesis does, stands below the reason."""
    suite.file(
        """
        @pytest.hookimpl(wrapper=True)
        def pytest_pyfunc_call():
            try:
                return (yield)
            except Exception as error:
                error.__notes__ = ["it was example 11"]
                raise
        """,
        "conftest",
    )
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_it():
            await asyncio.Event().wait()
        """
    )
    assert "it was example 11" in suite.run(failed=1)


def test_a_spurious_timeout_tells_what_was_no_longer_waited_for(suite: Suite) -> None:
    """Where real work was given up, the report names it, for the clock may have moved too early."""
    suite.file(
        """
        import threading, time

        @pytest.mark.virtual_time(patience=0.01)
        @pytest.mark.asyncio
        async def test_it():
            future = asyncio.get_running_loop().create_future()
            stop = threading.Event()
            ticks = lambda: [time.sleep(0.001) for _ in iter(stop.is_set, True)]
            thread = threading.Thread(target=ticks, name="busy")
            thread.start()
            try:
                await asyncio.wait_for(future, 5)
            finally:
                stop.set()
                thread.join()
        """
    )
    text = suite.run(failed=1)
    assert "5 s passed" in text
    assert "real work that was silent for too long held the clock no longer" in text
    assert "  thread busy (" in text
