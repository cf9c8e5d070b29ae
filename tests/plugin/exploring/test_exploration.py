"""The many runs of a test: what is run first, how long, and what is not worth exploring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.plugin.exploring.suites import race

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


FEW = 12
"""More runs than it takes to see that what is known still fails, and fewer than a search takes."""


def runs_in(output: str) -> int:
    """Return how many runs were made, as it is told at the end."""
    return int(re.findall(r"explored 1 test in (\d+) run", output)[0])


def with_cache(suite: Suite) -> None:
    """Let pytest keep its cache."""
    suite.ini()
    text = (suite.pytester.path / "tox.ini").read_text(encoding="utf-8")
    (suite.pytester.path / "tox.ini").write_text(text.replace("-p no:cacheprovider", ""), encoding="utf-8")


def test_known_failures_come_first(suite: Suite) -> None:
    """The next time the failing run comes after the first one, until it passes; then it is forgotten."""
    with_cache(suite)
    suite.file(race())
    suite.run(failed=1)
    assert runs_in(suite.run(failed=1)) < FEW
    suite.file(race().replace("== 1", "< 3"))
    assert runs_in(suite.run(passed=1)) > FEW
    suite.file(race())
    assert runs_in(suite.run(failed=1)) > FEW


def test_what_was_kept_for_other_code_is_passed_over(suite: Suite) -> None:
    """A schedule that no longer fits, or that can't be read, is no failure."""
    with_cache(suite)
    suite.file(race())
    suite.run(failed=1)
    (kept,) = (suite.pytester.path / ".pytest_cache").rglob("asyncproof/explore/*")
    suite.file(
        race().replace("gather(", "gather(asyncio.sleep(0.1), asyncio.sleep(0.2), ").replace("== 1", "< 3")
    )
    suite.run(passed=1)
    kept.write_text('{"schedules": ["lag:ap1.AAAA.npU95w"]}', encoding="utf-8")
    suite.run(passed=1)


def test_what_always_fails_is_not_explored(suite: Suite) -> None:
    """One run is enough, and no schedule is to blame."""
    suite.file(race().replace("== 1", "== 7"))
    output = suite.run(failed=1)
    assert "explored 1 test in 1 run\n" in output
    assert "replay" not in output


def test_seconds_are_enough_for_some_runs(suite: Suite) -> None:
    """However few they are, something is tried on each rung while they last."""
    suite.file(race(mark="@pytest.mark.explore(seconds=20, runs=1, cancel=False)"))
    suite.run(failed=1)


def test_what_every_run_hides_is_for_the_guards(suite: Suite) -> None:
    """A task that is always left behind does not end the search, and is no failure without guards."""
    suite.file("""
        @pytest.mark.asyncio
        @pytest.mark.explore(runs=20)
        async def test_leak():
            asyncio.create_task(asyncio.sleep(100), name="left")
            await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
    """)
    assert "explored 1 test in 2" in suite.run("--guard=leaks=off", passed=1)
