"""Gathers a crew for an exploration, and lets it go afterwards.

Who works alone does not pay for the import of pools and processes.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from asyncproof.exploring.crew.alone import Crew
    from asyncproof.exploring.crew.hands import Hands
    from asyncproof.exploring.running import Runner, Scenario


def asked_for(workers: int | None, executor: Executor | str | None) -> Hands | None:
    """Return who helps; None if nobody is asked to."""
    if workers is None and executor is None:
        return None
    from asyncproof.exploring.crew.hands import hands_of  # noqa: PLC0415 - see above

    return hands_of(workers, executor)


@contextmanager
def gathered(runner: Runner, scenario: Scenario, seed: int, hands: Hands | None) -> Iterator[Crew | None]:
    """Return a crew as long as it is needed; None where nobody helps."""
    if hands is None:
        yield None
        return
    from asyncproof.exploring.crew.team import Team  # noqa: PLC0415 - see above

    with closing(hands), closing(Team(runner, scenario, seed, hands)) as team:
        yield team
