from __future__ import annotations

import pytest

from asyncproof.guard import Level, Rules

NAMES = ("leaked_task", "leaks")


def test_nothing_said_nothing_known() -> None:
    """Without a word on a guard its default holds."""
    assert Rules().level_of(NAMES) is None
    assert Rules(({"blocking": Level.OFF},)).level_of(NAMES) is None


def test_the_narrowest_name_wins_in_one_place() -> None:
    """A guard's own name beats that of its group, and that beats `all`."""
    said = {"all": Level.OFF, "leaks": Level.WARN, "leaked_task": Level.ERROR}
    assert Rules((said,)).level_of(NAMES) is Level.ERROR
    assert Rules((said,)).level_of(("leaked_socket", "leaks")) is Level.WARN
    assert Rules((said,)).level_of(("blocking", "blocking")) is Level.OFF


def test_the_nearest_place_wins() -> None:
    """What is said later is said nearer to the test, by whatever name."""
    rules = Rules(({"leaked_task": Level.ERROR},)).updated({"all": Level.OFF})
    assert rules.level_of(NAMES) is Level.OFF


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        ("app.pool.*", True),
        ("app.pool.Pool", True),
        ("leaks:app.pool.*", True),
        ("leaked-task: app.*", True),
        ("all: app.*", True),
        ("*", True),
        ("app.pool", False),
        ("APP.*", False),
        ("blocking:app.*", False),
    ],
)
def test_the_allow_list_goes_by_qualified_name(pattern: str, allowed: bool) -> None:
    """A pattern is for all guards or for one, and matches the whole name."""
    assert Rules(allowed=(pattern,)).allows(NAMES, ["other", "app.pool.Pool"]) is allowed


def test_updates_add_up() -> None:
    """A further word takes no earlier pattern away, and none changes nothing."""
    rules = Rules().updated({}, ["a"]).updated({"all": Level.OFF}, ["b"])
    assert rules.allowed == ("a", "b")
    assert rules.updated({}) is rules
