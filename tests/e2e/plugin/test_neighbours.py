"""The plugin beside the pytest plugins that suites use, each one for real."""

from __future__ import annotations

import textwrap

import pytest

PRELUDE = """
import asyncio
import time
import pytest
from asyncproof import ControlledLoop

def is_virtual():
    return isinstance(asyncio.get_running_loop(), ControlledLoop)
"""
MARKED = """
    @pytest.mark.parametrize("number", range(6))
    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_virtual(number, clock):
        await asyncio.sleep(3600)
        assert clock.now == 3600
        assert is_virtual()

    @pytest.mark.asyncio
    async def test_real():
        assert not is_virtual()
"""


def run(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    """Run a suite with all installed plugins in a process of its own."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\nfilterwarnings = error")
    pytester.makepyfile(PRELUDE + textwrap.dedent(source))
    return pytester.runpytest_subprocess("-p", "no:looptime_plugin", "-p", "no:cacheprovider", *options)


def test_xdist(pytester: pytest.Pytester) -> None:
    """Under pytest-xdist every worker has virtual time, and the reports of failures arrive whole."""
    pytest.importorskip("xdist")
    failing = """
    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_stuck():
        await asyncio.sleep(90)
        await asyncio.Event().wait()
    """
    result = run(pytester, textwrap.dedent(MARKED) + textwrap.dedent(failing), "-n", "2")
    result.assert_outcomes(passed=7, failed=1)
    result.stdout.fnmatch_lines(["*nothing can happen any more*", "90 s passed"])


def test_xdist_for_the_whole_run(pytester: pytest.Pytester) -> None:
    """--virtual-time reaches the workers, and the header of the run says it once."""
    pytest.importorskip("xdist")
    result = run(pytester, MARKED.replace("not is_virtual", "is_virtual"), "-n", "2", "--virtual-time")
    result.assert_outcomes(passed=7)
    assert result.stdout.str().count("virtual time on for all tests") == 1


def test_randomly(pytester: pytest.Pytester) -> None:
    """In any order of pytest-randomly, each test has the loop it asks for."""
    pytest.importorskip("pytest_randomly")
    for seed in ("1", "2"):
        run(pytester, MARKED, f"--randomly-seed={seed}").assert_outcomes(passed=7)


@pytest.mark.parametrize("method", ["signal", "thread"])
def test_timeout(pytester: pytest.Pytester, method: str) -> None:
    """The limit of pytest-timeout counts real seconds: a virtual hour does not reach it."""
    pytest.importorskip("pytest_timeout")
    result = run(pytester, MARKED, "--timeout=30", f"--timeout-method={method}")
    result.assert_outcomes(passed=7)


def test_timeout_ends_a_step_that_spins(pytester: pytest.Pytester) -> None:
    """A step that never returns is out of the loop's reach, and within that of pytest-timeout."""
    pytest.importorskip("pytest_timeout")
    spinning = """
    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_spinning():
        while True:
            pass

    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_next():
        await asyncio.sleep(3600)
    """
    result = run(pytester, spinning, "--timeout=0.5", "--timeout-method=signal", "-p", "no:randomly")
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*Timeout*"])


def test_cov(pytester: pytest.Pytester) -> None:
    """Lines that run on our loop are measured for their test, also those of one explored run only."""
    pytest.importorskip("pytest_cov")
    coverage = pytest.importorskip("coverage")
    pytester.makepyfile(
        covered="""
        import asyncio

        async def work():
            await asyncio.sleep(3600)
            return 1

        async def buy(left):
            if left:
                await asyncio.sleep(0.01)
                if not left:
                    return "sorry"
                left.pop()
        """
    )
    source = """
    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_it():
        import covered
        assert await covered.work() == 1

    @pytest.mark.explore(rungs=["latency"])
    @pytest.mark.asyncio
    async def test_explored():
        import covered

        async def later(left):
            await asyncio.sleep(1)
            await covered.buy(left)

        left = [1]
        await asyncio.gather(covered.buy(left), later(left))
        assert left == []
    """
    result = run(pytester, source, "--cov=covered", "--cov-context=test")
    result.assert_outcomes(passed=2)
    result.stdout.re_match_lines([r"covered\.py\s+10\s+0\s+100%"])
    data = coverage.CoverageData(str(pytester.path / ".coverage"))
    data.read()
    (file,) = data.measured_files()
    assert data.contexts_by_lineno(file)[11] == ["test_cov.py::test_explored|run"]


def test_hypothesis(pytester: pytest.Pytester) -> None:
    """A hypothesis test runs all its examples in virtual time, without a deadline being missed."""
    pytest.importorskip("hypothesis")
    source = """
    from hypothesis import given, settings, strategies

    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    @settings(max_examples=20, database=None)
    @given(strategies.integers(min_value=1, max_value=10_000))
    async def test_it(seconds):
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(seconds)
        assert loop.time() == before + seconds
    """
    run(pytester, source).assert_outcomes(passed=1)


def test_hypothesis_with_a_stuck_example(pytester: pytest.Pytester) -> None:
    """If an example is stuck, the report has the reason and says which example it was."""
    pytest.importorskip("hypothesis")
    source = """
    from hypothesis import given, settings, strategies

    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    @settings(database=None)
    @given(strategies.integers(min_value=0, max_value=100))
    async def test_it(seconds):
        await asyncio.sleep(seconds)
        if seconds > 10:
            await asyncio.Event().wait()
    """
    result = run(pytester, source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*nothing can happen any more*", "*seconds=11*"])


def test_rerunfailures(pytester: pytest.Pytester) -> None:
    """A test that is run again has a new loop, and its clock starts again."""
    pytest.importorskip("pytest_rerunfailures")
    source = """
    runs = []

    @pytest.mark.virtual_time
    @pytest.mark.asyncio
    async def test_it(clock):
        runs.append(asyncio.get_running_loop())
        assert clock.now == 0
        assert len({id(loop) for loop in runs}) == len(runs)
        await asyncio.sleep(3600)
        if len(runs) < 3:
            await asyncio.Event().wait()
    """
    result = run(pytester, source, "--reruns", "5")
    result.assert_outcomes(passed=1)
    assert "2 rerun" in result.stdout.str()
