"""A run in words: who ran which line, and where the run is another one than stock asyncio's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import Watcher
from asyncproof.exploring.strategies.owners import task_behind
from asyncproof.exploring.tasks import (
    Names,
    coroutine_of,
    is_unwinding,
    task_of_step,
    with_coroutine,
)
from asyncproof.loop.handle import has_not_begun
from asyncproof.loop.questions import ARRIVAL, CANCEL, FAULT, LATENCY, LATER, READY, TIME
from asyncproof.loop.scopes import Scope
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import is_users, spot_of, users_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.core import Choice, Chooser, Step

MOST_LINES = 24
_WAITS, _COMES = "waits", "comes"
_IT = "what has arrived"
_ODD = {
    CANCEL: "a task is cancelled",
    ARRIVAL: "what has arrived from outside comes in another order, or later",
    TIME: "time passes meanwhile, until the next timer is due",
    LATENCY: "what stands in for the outside world takes longer",
    READY: "another task runs first",
    "jitter": "a delivery takes longer",
    FAULT: "something outside fails",
}


@dataclass(slots=True)
class Line:
    """One line of a story."""

    who: str
    where: str
    text: str = ""
    """What is odd here; then `who` is the task that has to wait, if it is known."""
    kind: str = ""
    """Whether it only says that somebody has to wait, or who comes instead."""


class Storyteller(Watcher):
    """A watcher that keeps the steps of tasks, and what was chosen between them."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.lines: list[Line] = []
        self._said = Line("", "")
        self._is_over = False
        self._names = Names()

    def listen(self, chooser: Chooser) -> Chooser:
        """Return a chooser that answers as the given one, and tells here whom it was asked about."""
        return _Overheard(chooser, self)

    def hear(self, kind: str, options: Sequence[object], picked: int) -> None:
        """Keep in words who comes later, or before whom, for the choice that is told next."""
        if kind == FAULT:
            self._said = Line("", "", str(options[picked]))
            return
        if kind == CANCEL and isinstance(options[picked], Scope):
            self._said = Line("", "", self._ended(options[picked]))
            return
        first, taken = self._named(options[0]), self._named(options[picked])
        if kind == CANCEL and taken:
            self._said = Line("", "", f"{taken} is cancelled")
        elif kind == LATENCY and first:
            self._said = Line(self._task_name(options[0]), "", f"{first}: {_ODD[LATENCY]}")
        elif kind == ARRIVAL and first and taken:
            self._said = Line("", "", f"{taken} comes before {first}, which would be first", kind=_COMES)
        elif kind == ARRIVAL and taken is None and options[picked] == LATER:
            waiting = [name for name in map(self._named, options) if name]
            has = f"{' and '.join(waiting)} have" if len(waiting) > 1 else f"{(waiting or [_IT])[0]} has"
            self._said = Line("", "", f"{has} to wait", kind=_WAITS)
        elif kind == READY and first and taken:
            self._said = Line("", "", f"{taken} runs before {first}, which would be first")

    def step(self, step: Step) -> None:
        """Keep a step of a task where it stands in the user's code; what is asyncio's own is left out."""
        self._is_over = self._is_over or is_unwinding()
        task = task_of_step(step.task) if step.is_task and not self._is_over else None
        if task is None:
            return
        link = users_link(chain_of(task).links)
        if link is not None and is_users(link.code.co_filename):
            spot = spot_of(link)
            begins = has_not_begun(task) and f"{spot.short} in {spot.function} begins"
            self.lines.append(Line(self._names.of(task), begins or str(spot)))

    def choice(self, choice: Choice) -> None:
        """Keep an answer that stock asyncio would not give."""
        said, self._said = self._said, Line("", "")
        if not choice.picked:
            return
        self.lines.append(said if said.text else Line("", "", _ODD.get(choice.kind, choice.kind)))

    def tell(self) -> str:
        """Return the story; steps of one task in a row are one line."""
        told: list[str] = []
        lines = self._merged()
        for place, line in enumerate(lines):
            if line.text:
                told.append(f"    -- {line.text}{_who_overtakes(line, lines[place + 1 :])} --")
            else:
                told.append(f"  {line.who:<12} {line.where}")
        if len(told) > MOST_LINES:
            half = MOST_LINES // 2
            told[half:-half] = [f"    ... {len(told) - 2 * half} more steps ..."]
        return "\n".join(told)

    def _ended(self, scope: Any) -> str:
        whose = self._named(scope.task)
        of = f" of {whose}" if whose else ""
        return f"the time limit{of} is over" if scope.is_limit else f"the task group{of} is cancelled"

    def _named(self, option: object) -> str | None:
        """Return the task that an option lets run, with its coroutine; None if there is none."""
        task = task_behind(option)
        return None if task is None else with_coroutine(self._names.of(task), coroutine_of(task))

    def _task_name(self, option: object) -> str:
        task = task_behind(option)
        return "" if task is None else self._names.of(task)

    def _merged(self) -> list[Line]:
        merged: list[Line] = []
        for line in self.lines:
            if merged and line == merged[-1]:
                continue
            if merged and merged[-1].kind == _WAITS and line.kind:
                merged.pop()  # the next line says for whom
            merged.append(line)
        return merged


class _Overheard:
    """Passes questions on, and tells of each answer that stock asyncio would not give."""

    def __init__(self, chooser: Chooser, teller: Storyteller) -> None:
        self._chooser = chooser
        self._teller = teller

    def choose(self, kind: str, options: Sequence[object]) -> int:
        picked = self._chooser.choose(kind, options)
        if 0 < picked < len(options):
            self._teller.hear(kind, options, picked)
        return picked


def _who_overtakes(odd: Line, lines: Sequence[Line]) -> str:
    """Say who runs next instead of a task that has to wait."""
    following = next((line.who for line in lines if not line.text), "")
    return f", and {following} goes first" if odd.who and following not in ("", odd.who) else ""
