"""Gathers a crew for an exploration, and lets it go afterwards."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from asyncproof.exploring.crew.team import Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.crew.alone import Crew
    from asyncproof.exploring.crew.hands import Hands
    from asyncproof.exploring.running import Runner, Scenario


@contextmanager
def gathered(runner: Runner, scenario: Scenario, seed: int, hands: Hands | None) -> Iterator[Crew | None]:
    """Return a crew as long as it is needed; None where nobody helps."""
    if hands is None:
        yield None
        return
    with closing(hands), closing(Team(runner, scenario, seed, hands)) as team:
        yield team
