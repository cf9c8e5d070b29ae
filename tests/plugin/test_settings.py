from __future__ import annotations

from datetime import datetime, timezone

import pytest

from asyncproof.plugin.settings import LoopSettings, SettingError, Settings

NEW_YEAR = datetime(2026, 1, 1, tzinfo=timezone.utc)


def test_defaults() -> None:
    """Nothing said: the real network, the loop's own limits, the real wall clock."""
    assert Settings().updated({}) == Settings(loop=LoopSettings("real", ()), wall_clock=False, start=None)


def test_later_values_win_and_others_stay() -> None:
    """Settings that are not named keep their value."""
    settings = Settings().updated({"steps": 5, "network": "memory", "wall_clock": True})
    changed = settings.updated({"steps": 6, "hang": 0.5})
    assert changed.loop == LoopSettings("memory", (("hang", 0.5), ("steps", 6)))
    assert changed.wall_clock


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, (False, None)),
        (False, (False, None)),
        (True, (True, None)),
        (NEW_YEAR, (True, NEW_YEAR)),
        ("2026-01-01T00:00:00+00:00", (True, NEW_YEAR)),
        ("2026-01-01T00:00:00Z", (True, NEW_YEAR)),
    ],
)
def test_wall_clock(value: object, expected: tuple[bool, datetime | None]) -> None:
    """The wall clock follows from now, from a datetime or its text, or not at all."""
    settings = Settings().updated({"wall_clock": value})
    assert (settings.wall_clock, settings.start) == expected


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("step", 1, "unknown argument 'step'. Allowed are wall_clock, network, steps, jumps, patience, hang"),
        ("steps", -1, "steps=-1 is not possible. Give a positive integer"),
        ("steps", 1.5, "steps=1.5 is not possible"),
        ("jumps", True, "jumps=True is not possible"),
        ("hang", "long", "hang='long' is not possible. Give a positive number"),
        ("network", "none", "network='none' is not possible. Give 'real' or 'memory'"),
        ("wall_clock", "noon", "wall_clock='noon' is not possible. Give True, a datetime, or a text"),
        ("wall_clock", 5, "wall_clock=5 is not possible"),
    ],
)
def test_wrong_values(name: str, value: object, complaint: str) -> None:
    """A wrong setting is refused with its value and what would be right."""
    with pytest.raises(SettingError) as raised:
        Settings().updated({name: value})
    assert complaint in str(raised.value)
