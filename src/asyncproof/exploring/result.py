"""What an exploration found: failures by cause, each with the shortest run to it, and what was tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.exploring.headline import headline

if TYPE_CHECKING:
    from asyncproof.core import Verdict
    from asyncproof.exploring.rungs import Rung

NOT_AGAIN = (
    "no replay: the same choices made again, it did not fail. Something that the loop does not control "
    "differs from run to run, such as the order of a set of coroutines, real time, or what runs share."
)


@dataclass(slots=True)
class Failure:
    """One cause of failure, with the shortest run that was found to it."""

    exception: BaseException
    rung: Rung
    schedule: str
    """The run as one word: `asyncproof.replay(scenario, schedule)` does it again."""
    story: str
    """The run in words: who ran, and where it is another run than stock asyncio's."""
    run: int
    """In which run it was found first."""
    cause: tuple[str, ...] = ()
    repeats: bool = True
    """Whether it failed again when the same choices were made again."""

    def __str__(self) -> str:
        """Tell it."""
        rung = f"{self.rung.value}: {self.rung.sentence}"
        again = f"replay: {self.schedule}" if self.repeats else NOT_AGAIN
        return f"{headline(self.exception)}\n{rung}\n{self.story}\n{again}"


@dataclass(slots=True)
class Climb:
    """What was done on one rung."""

    rung: Rung
    runs: int
    complete: bool
    bound: str

    def __str__(self) -> str:
        """Say it in a few words."""
        runs = "1 run" if self.runs == 1 else f"{self.runs:,} runs"
        return f"{self.rung.value}: {f'all, by {runs}' if self.complete else runs}"


@dataclass(slots=True)
class Result:
    """What came of an exploration."""

    failures: list[Failure]
    verdict: Verdict
    runs: int
    climbs: list[Climb] = field(default_factory=list)

    @property
    def failure(self) -> Failure | None:
        """The failure of the lowest rung, if there is any."""
        return self.failures[0] if self.failures else None

    def __str__(self) -> str:
        """Tell what was found, and what was tried."""
        tried = "; ".join(map(str, self.climbs))
        if not self.failures:
            return f"no failure in {self.runs:,} runs ({tried}): {self.verdict}"
        return "\n\n".join([*map(str, self.failures), f"tried: {tried}"])
