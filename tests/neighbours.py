"""Pytest plugins that are installed, and have no part in a run that is not about them."""

from __future__ import annotations

SLOW = {"faker": "faker", "hypothesispytest": "hypothesis", "randomly": "randomly"}
"""Those that take longer to load than most tests to run, with the word in what does need them."""

NEIGHBOURS = (*SLOW, "xdist", "looptime_plugin", "rerunfailures", "pytest_cov", "timeout")


def without_slow(*needed_by: str) -> list[str]:
    """Return the options with which pytest loads no slow plugin, but those that these texts speak of."""
    return [f"-pno:{plugin}" for plugin, word in SLOW.items() if not any(word in text for text in needed_by)]
