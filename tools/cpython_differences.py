"""What differs between two loops, and what of it is expected."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

MODES = ("real", "virtual")


@dataclass(frozen=True)
class Outcome:
    """How one test went."""

    outcome: str
    detail: str = ""


@dataclass(frozen=True)
class Difference:
    """A test that went another way on our loop than on the stock one."""

    python: str
    mode: str
    test: str
    stock: str
    ours: Outcome


@dataclass(frozen=True)
class Expected:
    """An entry of the list: which tests differ, where, and why."""

    tests: tuple[str, ...]
    kind: str
    reason: str
    modes: tuple[str, ...] = MODES
    pythons: tuple[str, ...] = ()

    def covers(self, difference: Difference) -> bool:
        """Whether the entry speaks of *difference*."""
        return (
            difference.mode in self.modes
            and (not self.pythons or difference.python in self.pythons)
            and any(fnmatchcase(difference.test, pattern) for pattern in self.tests)
        )


def compare(python: str, mode: str, stock: dict[str, Outcome], ours: dict[str, Outcome]) -> list[Difference]:
    """List the tests that went another way, those missing on one side among them."""
    absent = Outcome("absent")
    return [
        Difference(python, mode, test, stock.get(test, absent).outcome, ours.get(test, absent))
        for test in sorted(stock.keys() | ours.keys())
        if stock.get(test, absent).outcome != ours.get(test, absent).outcome
    ]
