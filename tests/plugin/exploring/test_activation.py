"""When exploring is turned on, and what is said before the first test of a replay that can't be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plugin.exploring.suites import race

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

WORD = "latency:ap1.AAAA.npU95w"


def test_a_path_may_follow_the_option(suite: Suite) -> None:
    """`pytest --explore tests` explores these tests."""
    suite.file(race(mark=""))
    assert "latency: it takes" in suite.run("--explore", "test_it.py", failed=1)
    suite.run("--explore", "test_it.py::test_race", failed=1)


def test_real_time_forbids_it(suite: Suite) -> None:
    """With --no-virtual-time nothing can be explored, and that is said."""
    suite.file(race())
    assert "--no-virtual-time is given. Remove one of them." in suite.ask("--no-virtual-time")


def test_a_damaged_schedule(suite: Suite) -> None:
    """It is told before any test runs."""
    suite.file(race())
    assert "--replay: " in suite.ask("--replay=latency:ap1.AAAB.npU95w")
    assert "is no rung of a schedule" in suite.ask(f"--replay={WORD.partition(':')[2]}")


def test_a_replay_is_of_one_test(suite: Suite) -> None:
    """With more than one async test it is not known which is meant."""
    suite.file(race() + race().replace("test_race", "test_other"))
    assert "there are 2 here. Name the test, as the line does" in suite.ask(f"--replay={WORD}")


def test_a_replay_needs_no_mark(suite: Suite) -> None:
    """It does its one run, which may pass by now."""
    suite.file(race(mark=""))
    assert "explored" not in suite.run("test_it.py::test_race", f"--replay={WORD}", passed=1)


def test_a_replay_of_other_code_says_so(suite: Suite) -> None:
    """Where other questions are asked than in the recorded run, it fails and says which."""
    suite.file(race(mark=""))
    (word,) = (
        line.split("--replay=")[1]
        for line in suite.run("--explore=60", failed=1).splitlines()
        if line.startswith("replay: ")
    )
    suite.file(
        race(mark="").replace("asyncio.gather(", "asyncio.gather(asyncio.sleep(0.1), asyncio.sleep(0.2), ")
    )
    output = suite.run(f"--replay={word}", failed=1)
    assert f"{word}: the replay left the recorded run at choice" in output
    assert "replay: pytest" not in output
