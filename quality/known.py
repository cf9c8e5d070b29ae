"""What is stated of a program here: on which rung its bug is found, within how many runs, on which Python."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Scenario = Callable[[], Awaitable[object]]

OLDEST = (3, 10)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stated of a bug: `broken` and `fixed` stand in the same file."""

    rung: str
    """The lowest rung on which it can happen."""
    within: int
    """In which run of an exploration of all rungs but reorder it is found at the latest."""
    error: str = "AssertionError"
    """The kind of the failure."""
    since: tuple[int, int] = OLDEST
    """The first Python that has what the program uses."""
    not_found: str = ""
    """Why it isn't found yet, if it isn't."""

    @property
    def takes_faults(self) -> bool:
        """Whether it is only found where somebody asks for faults."""
        return self.rung == "fault"


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug: a scenario that has it, and its twin that does not."""

    name: str
    known: Known
    broken: Scenario
    fixed: Scenario


@dataclass(frozen=True, slots=True)
class Correct:
    """A program that is correct on stock asyncio, and the lowest rung that may break what it rests on."""

    name: str
    scenario: Scenario
    breaks_on: str


def bugs() -> list[Bug]:
    """Return all bugs that this Python can run: one a file in `bugs/`."""
    found = []
    for name, module in _modules("bugs"):
        if sys.version_info >= module.KNOWN.since:
            found.append(Bug(name, module.KNOWN, module.broken, module.fixed))
    return found


def correct() -> list[Correct]:
    """Return all correct programs that this Python can run: several a file in `correct/`."""
    return [
        Correct(scenario.__name__, scenario, breaks_on)
        for _, module in _modules("correct")
        for scenario, breaks_on in module.PROGRAMS.items()
    ]


def _modules(folder: str) -> list[tuple[str, object]]:
    package = importlib.import_module(f"quality.{folder}")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return [(name, importlib.import_module(f"quality.{folder}.{name}")) for name in names]
