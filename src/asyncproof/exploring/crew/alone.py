"""What a crew is, and the smallest one: this process, which does one run after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncproof.core import Chooser
    from asyncproof.exploring.outcome import Outcome, Runs
    from asyncproof.loop import Policy


class Crew(Protocol):
    """Does runs, and tells what came of them in the order in which they were given."""

    def run(self, choosers: Sequence[Chooser], policy: Policy) -> Iterator[Outcome]:
        """Do a round of runs; who stops to listen wants no more of them."""
        ...

    def seen_here(self, outcome: Outcome, policy: Policy) -> Outcome:
        """Return what came of a run as this process sees it, with an error that has a traceback."""
        ...


class Alone:
    """Does each run in this process, when it is asked for."""

    def __init__(self, runner: Runs) -> None:
        """Take who runs."""
        self._runner = runner

    def run(self, choosers: Sequence[Chooser], policy: Policy) -> Iterator[Outcome]:
        """Do a round of runs."""
        for chooser in choosers:
            outcome = self._runner.run(chooser, policy)
            outcome.seen = getattr(chooser, "seen", None)
            yield outcome

    def seen_here(self, outcome: Outcome, policy: Policy) -> Outcome:
        """Return what came of a run, which was done here."""
        del policy
        return outcome
