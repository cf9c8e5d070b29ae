"""A crew of other processes: rounds are cut into batches, and what comes back is told in order."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from asyncproof.core import AsyncproofError
from asyncproof.exploring.crew.alone import Alone
from asyncproof.exploring.crew.batch import Batch, pack, unpack
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.quarantine import Quarantine
from asyncproof.exploring.outcome import Runs
from asyncproof.exploring.strategies.depth_first import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from asyncproof.core import Chooser
    from asyncproof.exploring.crew.hands import Hands
    from asyncproof.exploring.outcome import Outcome
    from asyncproof.loop import Policy

    UnderWay = tuple[Batch, "Future[bytes]"]

BATCHES = 4
"""Into how many batches for each worker a round is cut, so that nobody waits long for the slowest."""
WINDOW = 3
"""How many of them, for each worker, are handed out before the first is back."""


class Here(Runs, Protocol):
    """Who does the same runs in this process."""

    runs: int
    most_steps: float


class Team:
    """Has runs done by others, and does only the first one itself: it shows what a usual run is."""

    def __init__(
        self, runner: Here, scenario: Any, seed: int, hands: Hands, quarantine: Quarantine | None = None
    ) -> None:
        """Take who runs here, what is run, who helps, and where is done what nobody survives."""
        self._runner = runner
        self._scenario = hands.wrap(scenario)
        self._seed = seed
        self._hands = hands
        self._quarantine = quarantine or Quarantine()

    def run(self, choosers: Sequence[Chooser], policy: Policy) -> Iterator[Outcome]:
        """Do a round of runs."""
        if not self._runner.runs:
            yield from Alone(self._runner).run(choosers[:1], policy)
            choosers = choosers[1:]
        for outcome in self._elsewhere(self._cut(choosers, policy)):
            self._runner.runs += 1
            yield outcome

    def seen_here(self, outcome: Outcome, policy: Policy) -> Outcome:
        """Do a run again in this process, where that shows the same; it counts as one run."""
        runs = self._runner.runs
        again = self._runner.run(Prefix([choice.picked for choice in outcome.schedule]), policy)
        self._runner.runs = runs
        return again if again.failed else outcome

    def close(self) -> None:
        """Do nothing more."""
        self._quarantine.close()

    def _cut(self, choosers: Sequence[Chooser], policy: Policy) -> deque[Batch]:
        size = -(-len(choosers) // (BATCHES * self._hands.number)) or 1
        parts = [tuple(choosers[start : start + size]) for start in range(0, len(choosers), size)]
        limit = self._runner.most_steps
        return deque(Batch(self._scenario, self._seed, limit, policy, part) for part in parts)

    def _elsewhere(self, batches: deque[Batch]) -> Iterator[Outcome]:
        under_way: deque[UnderWay] = deque()
        try:
            while batches or under_way:
                while batches and len(under_way) < WINDOW * self._hands.number:
                    batch = batches.popleft()
                    under_way.append((batch, self._hands.submit(pack(batch))))
                yield from self._outcomes(*under_way.popleft())
        finally:
            for _, future in under_way:
                future.cancel()

    def _outcomes(self, batch: Batch, future: Future[bytes]) -> Iterable[Outcome]:
        try:
            return unpack(future.result())
        except self._hands.deaths:
            return self._quarantine.run(batch)
        except AsyncproofError:
            raise
        except Exception as error:
            raise WorkersError(
                f"a worker could not do its runs: {type(error).__name__}: {error}. The workers need "
                "asyncproof and the module of the scenario, in the releases that are used here."
            ) from error
