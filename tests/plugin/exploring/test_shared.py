"""What the runs of a test share, and that it is said when it makes them depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_a_passing_run_that_fails_when_it_is_done_again(suite: Suite) -> None:
    """It is a failure, told with what is shared, and without a line that would be a lie."""
    suite.file("""
        @pytest.fixture(scope="module")
        def names():
            return []

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=30, cancel=False)
        async def test_it(names):
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
            names.append(len(names))
            assert len(names) < 5
    """)
    output = suite.run("--no-guards", failed=1)
    assert "replay: pytest" not in output
    assert "(in `names` (module), in a global, in a file)" in output


def test_a_first_run_that_fails_at_the_end(suite: Suite) -> None:
    """Where only the run in stock asyncio's order goes wrong, and only the second time, it is told."""
    suite.file("""
        @pytest.fixture(scope="module")
        def kept():
            return {"runs": 0}

        @pytest.mark.asyncio
        @pytest.mark.explore(rungs=["cancel"], cancel=False)
        async def test_it(kept):
            kept["runs"] += 1
            await asyncio.sleep(1)
            assert kept["runs"] != 2, "once too often"
    """)
    output = suite.run("--no-guards", passed=1, errors=1)
    assert "its first run passed, and failed when it was done again after 0 others" in output
    assert "AssertionError: once too often" in output
    assert "What one run leaves (in `kept` (module), in a global, in a file)" in output


def test_a_last_run_that_fails_as_well(suite: Suite) -> None:
    """The failure that pytest reports has the explanation below it."""
    suite.file("""
        runs = []

        @pytest.mark.asyncio
        @pytest.mark.explore(rungs=["cancel"], cancel=False)
        async def test_it():
            runs.append(1)
            await asyncio.sleep(1)
            assert len(runs) < 2
    """)
    output = suite.run("--no-guards", failed=1)
    assert "its first run passed" in output
    assert "What one run leaves (in a global, in a file, in a class)" in output


def test_what_can_only_be_run_once(suite: Suite) -> None:
    """Where nobody has asked for the test to be explored that is no failure, and it passed once."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.parametrize("numbers", [(number for number in range(3))])
        async def test_it(numbers):
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
            assert list(numbers)
    """)
    output = suite.run("--explore=20", "-rs", skipped=1)
    assert "its first run passed, and failed when it was done again" in output
    assert "did not explore test_it.py::test_it[<genexpr>]: it passed, and failed when the same run" in output


def test_runs_that_are_not_alike(suite: Suite) -> None:
    """Where the same run is asked other questions the next time, what is shared is named at the end."""
    suite.file("""
        @pytest.fixture(scope="module")
        def cache():
            return {}

        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20, cancel=False)
        async def test_it(cache):
            async def look():
                if "a" not in cache:
                    await asyncio.sleep(0.1)
                    cache["a"] = 1

            await asyncio.gather(look(), asyncio.sleep(0.2), look())
    """)
    output = suite.run("--no-guards", passed=1)
    assert "the runs of test_it.py::test_it are not alike; they share `cache` (module)" in output
