"""A run in words: who ran which line, and where the run is another one than stock asyncio's."""

from __future__ import annotations

import linecache
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.core import Choice, Instant, Step

MOST_LINES = 24
_ODD = {
    "arrival": "what has arrived from outside comes in another order, or later",
    "time": "time passes meanwhile, until the next timer is due",
    "latency": "what stands in for the outside world takes longer",
    "ready": "another task runs first",
    "jitter": "a delivery takes longer",
}


@dataclass(slots=True)
class Line:
    """One line of a story."""

    who: str
    where: str
    text: str = ""


class Storyteller:
    """A watcher that keeps the steps of tasks, and what was chosen between them."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.lines: list[Line] = []
        self._odd: str | None = None

    def step(self, step: Step) -> None:
        """Keep a step of a task of the user's."""
        if step.is_task and step.where:
            self.lines.append(Line(step.who, step.where))

    def choice(self, choice: Choice) -> None:
        """Keep an answer that stock asyncio would not give."""
        if choice.picked:
            what = "cancelled here" if choice.kind == "cancel" else _ODD.get(choice.kind, choice.kind)
            self.lines.append(Line("", "", what))

    def jump(self, now: Instant) -> None:
        """Keep nothing: time is told where it matters."""

    def problem(self, context: Mapping[str, object]) -> None:
        """Keep nothing: problems are told by who looks for them."""

    def tell(self, cancelled: list[str]) -> str:
        """Return the story; steps of one task in a row are one line."""
        names = iter(cancelled)
        told: list[str] = []
        for line in self._merged():
            if line.text == "cancelled here":
                told.append(f"    -- {next(names, 'a task')} is cancelled --")
            elif line.text:
                told.append(f"    -- {line.text} --")
            else:
                told.append(f"  {line.who:<12} {line.where}{_source_of(line.where)}")
        if len(told) > MOST_LINES:
            half = MOST_LINES // 2
            told[half:-half] = [f"    ... {len(told) - 2 * half} more steps ..."]
        return "\n".join(told)

    def _merged(self) -> list[Line]:
        merged: list[Line] = []
        for line in self.lines:
            if merged and line == merged[-1]:
                continue
            merged.append(line)
        return merged


def _source_of(where: str) -> str:
    """Return the text of a line, if the place names a file that can be read."""
    place = where.partition(" in ")[0]
    path, _, number = place.rpartition(":")
    text = linecache.getline(path, int(number)).strip() if number.isdigit() else ""
    return f":  {text}" if text else ""
