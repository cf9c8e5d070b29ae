"""What an exploration found: failures by cause, each with the shortest run to it, and what was tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.exploring.comparing.comparison import WIDTH
from asyncproof.exploring.headline import headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.core import Verdict
    from asyncproof.exploring.comparing import Comparison
    from asyncproof.exploring.rungs import Rung

POISONED = (
    "poisoned: a run killed the process in which it was done, and then another one; it was not tried again"
)
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
    comparison: Comparison | None = None
    """The run beside the nearest one that passes, in plain values; None if none was found."""

    def __str__(self) -> str:
        """Tell it."""
        return self.told_with(self.schedule)

    def told_with(self, line: str) -> str:
        """Tell it, with the line that does it again."""
        again = f"replay: {line}" if self.repeats else NOT_AGAIN
        return "\n".join([headline(self.exception), *self.told(), again])

    def told(self, width: int = WIDTH) -> list[str]:
        """Tell what has to happen for it, who meets whom on what, and the run step by step."""
        rung = f"{self.rung.value}: {self.rung.sentence}"
        met = "" if self.comparison is None else self.comparison.tell(width)
        return [rung, *(["", met, "", "step by step:"] if met else []), self.story]


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
    poisoned: list[str] = field(default_factory=list)
    """Runs that have killed the processes in which they were done, each as one word."""

    @property
    def failure(self) -> Failure | None:
        """The failure of the lowest rung, if there is any."""
        return self.failures[0] if self.failures else None

    def __str__(self) -> str:
        """Tell what was found, and what was tried."""
        return self.told()

    def told(self, line: Callable[[str], str] = str) -> str:
        """Tell it, with the line that does a run again made of its word."""
        tried = "; ".join(map(str, self.climbs))
        if not self.failures and not self.poisoned:
            return f"no failure in {self.runs:,} runs ({tried}): {self.verdict}"
        failures = [failure.told_with(line(failure.schedule)) for failure in self.failures]
        poisoned = [f"{POISONED}\nreplay: {line(word)}" for word in self.poisoned]
        return "\n\n".join([*failures, *poisoned, f"tried: {tried}"])


class Interrupted(KeyboardInterrupt):
    """Somebody has stopped an exploration with Ctrl-C; what was found by then is in `result`."""

    def __init__(self, result: Result) -> None:
        """Take what was found."""
        super().__init__(str(result))
        self.result = result
