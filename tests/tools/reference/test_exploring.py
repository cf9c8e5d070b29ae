from __future__ import annotations

from pathlib import Path

from asyncproof import oracles
from asyncproof.exploring import strategies
from asyncproof.exploring.rungs import Rung
from tools.reference.exploring import exploring_page, searches

HELPERS = {"owners", "seeded", "strategy", "__init__"}
"""Modules beside the strategies that are none."""


def test_every_rung_says_what_its_runs_may() -> None:
    """As the policies are that its runs go by."""
    page = exploring_page()
    assert [rung.value for rung in Rung if f"| `{rung.value}` | {rung.sentence} |" not in page] == []
    assert "`Policy(slack=0, cancellations=1)`" in page
    assert "explore climbs: `stock`, `timing`, `latency`, `cancel`." in page


def test_every_strategy_is_on_the_page() -> None:
    """One of each module in their folder, by the name of its class in words."""
    modules = {path.stem for path in Path(strategies.__path__[0]).glob("*.py")}
    found = {strategy.__module__.rpartition(".")[2] for strategy in searches()}
    assert found == modules - HELPERS
    assert "### Depth first\n\nTries all schedules: " in exploring_page()


def test_every_oracle_is_on_the_page() -> None:
    """With its first sentence, and the way to its signature."""
    page = exploring_page()
    assert [
        name for name in oracles.__all__ if name[0].islower() and f"(asyncproof.md#{name})" not in page
    ] == []
