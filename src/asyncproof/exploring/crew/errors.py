"""What can go wrong with those who help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core import AsyncproofError

if TYPE_CHECKING:
    from asyncproof.exploring.result import Result


class WorkersError(AsyncproofError):
    """Runs can't be done by other processes as asked."""

    slug = "workers"

    def after(self, result: Result) -> WorkersError:
        """Return the same, with what was found before."""
        if not result.failures and not result.poisoned:
            return self
        return type(self)(f"{self.message}\n\nFound before that:\n{result}")


class LostScenarioError(WorkersError):
    """A worker can't get at the scenario."""
