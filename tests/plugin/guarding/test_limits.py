from __future__ import annotations

import pytest

from asyncproof.plugin.guarding.limits import thresholds_of


def config_with(pytester: pytest.Pytester, text: str) -> pytest.Config:
    """Return the configuration of a run."""
    pytester.makeini(f"[pytest]\n{text}\n")
    return pytester.parseconfig()


def test_seconds_are_read(pytester: pytest.Pytester) -> None:
    """What the file says holds, and defaults elsewhere."""
    found = thresholds_of(config_with(pytester, "asyncproof_block_after = 0.5"))
    assert (found.block_after, found.hang) == (0.5, 60.0)


@pytest.mark.parametrize("text", ["soon", "0", "-1"])
def test_what_is_no_time_is_refused(pytester: pytest.Pytester, text: str) -> None:
    """The message has the setting and its value."""
    config = config_with(pytester, f"asyncproof_hang = {text}")
    with pytest.raises(pytest.UsageError, match=f"asyncproof_hang = '{text}'"):
        thresholds_of(config)
