from __future__ import annotations

import pytest

from asyncproof.core import Choice, ReplayError, Schedule
from asyncproof.loop import FirstChooser, RandomChooser, ReplayChooser


def test_the_first_chooser_takes_the_first() -> None:
    """It does what stock asyncio would do, whatever is asked."""
    assert [FirstChooser().choose("ready", "abc"), FirstChooser().choose("time", "ab")] == [0, 0]


def test_one_seed_one_sequence() -> None:
    """Two random choosers with one seed answer alike; another seed answers otherwise."""
    answers = [[RandomChooser(seed).choose("ready", range(10**6)) for _ in range(3)] for seed in (1, 1, 2)]
    assert answers[0] == answers[1] != answers[2]


def test_a_random_chooser_takes_any_option() -> None:
    """No option is left out."""
    chooser = RandomChooser(0)
    assert {chooser.choose("ready", "abc") for _ in range(100)} == {0, 1, 2}


def test_a_replay_answers_as_recorded_and_then_like_stock_asyncio() -> None:
    """After its last recorded choice a replay takes the first option."""
    chooser = ReplayChooser(Schedule((Choice("ready", 3, 2), Choice("time", 2, 1))))
    assert [chooser.choose("ready", "abc"), chooser.finished, chooser.choose("time", "ab")] == [2, False, 1]
    assert (chooser.finished, chooser.choose("ready", "abcdef")) == (True, 0)


@pytest.mark.parametrize(("kind", "options"), [("ready", "ab"), ("time", "abc")])
def test_a_replay_that_is_asked_something_else_stops(kind: str, options: str) -> None:
    """Another kind, or another number of options, is an error that names both questions."""
    chooser = ReplayChooser(Schedule((Choice("ready", 3, 2),)))
    expected = rf"choice 1 of 1: recorded was 'ready' of 3, asked is '{kind}' of {len(options)}"
    with pytest.raises(ReplayError, match=expected):
        chooser.choose(kind, options)
