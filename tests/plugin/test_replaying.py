"""`--replay` is ours where a schedule follows, and anybody else's where something else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.replaying import claim
from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


@pytest.mark.parametrize(
    "word", ["latency:ap1.AAAA.npU95w", "cancel+2+latency:ap1.x", "example3/timing:ap1.x"]
)
def test_a_schedule_is_ours(word: str) -> None:
    """It is known by its form, behind an equals sign or as the next word."""
    words = ["-q", f"--replay={word}", "--replay", word, "test_it.py"]
    claim(words)
    assert words == ["-q", f"--asyncproof-replay={word}", "--asyncproof-replay", word, "test_it.py"]


@pytest.mark.parametrize(
    "words", [["--replay=.pytest-replay.txt"], ["--replay", "x"], ["--replay"], ["ap1.x"]]
)
def test_what_else_follows_is_not(words: list[str]) -> None:
    """A file, or nothing, is for whoever has declared the option."""
    before = list(words)
    claim(words)
    assert words == before


def test_beside_another_option_of_that_name(suite: Suite) -> None:
    """A suite that has the option itself keeps it, and our lines work there, too."""
    suite.pytester.makeconftest("""
        def pytest_addoption(parser):
            parser.addoption("--replay", help="a file of their own")
    """)
    suite.file(
        race("@pytest.mark.explore(runs=200, cancel=False)")
        + "\ndef test_theirs(pytestconfig):\n    assert pytestconfig.getoption('--replay') == 'a.txt'\n"
    )
    (line, *_) = replay_lines(suite.run("--replay=a.txt", passed=1, failed=1))
    suite.run(*line, failed=1)
