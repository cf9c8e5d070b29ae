"""One run in full: which task went on where, what its instructions touched, and where it was cancelled."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asyncproof.core import Watcher
from asyncproof.exploring.comparing.reading import look
from asyncproof.exploring.comparing.spots import spot_in
from asyncproof.exploring.comparing.things import Things
from asyncproof.exploring.comparing.touch import Touch
from asyncproof.exploring.tasks import Names, coroutine_of, is_unwinding, task_of_step
from asyncproof.loop.handle import has_not_begun
from asyncproof.loop.waits.awaiting import awaiting
from asyncproof.loop.waits.chain import chain_of
from asyncproof.loop.waits.spot import is_users, spot_of, users_link
from asyncproof.loop.waits.target import AS_COMPLETED, WAIT
from asyncproof.loop.waits.taskwait import snapshot
from asyncproof.loop.waits.wording import waits_for

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.core import Step
    from asyncproof.exploring.comparing.instructions import Use
    from asyncproof.loop.waits.spot import Spot

MOST_STEPS = 5_000
"""A run of more steps is not looked at closely."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a task, and where it goes on."""

    task: str
    spot: Spot
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A task that is cancelled, or gets an error from outside: where, and what it was waiting for."""

    task: str
    spot: Spot
    waiting: str
    after: int
    """How many touches of the run came before it."""
    after_lines: int
    """How many lines of the task came before it."""
    error: str = ""
    """The kind of the error; empty if it is cancelled."""


@dataclass(slots=True)
class Recording:
    """What was seen of a run."""

    turns: list[Turn] = field(default_factory=list)
    touches: list[Touch] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    lines: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    """By task, which lines it ran, in this order."""
    ends: list[str] = field(default_factory=list)
    """The tasks that came to an end, in this order."""
    together: dict[str, tuple[frozenset[str], Spot]] = field(default_factory=dict)
    """By task that waited for several others until the first of them was done: for whom, and where."""
    coroutines: dict[str, str] = field(default_factory=dict)


class Recorder(Watcher):
    """A watcher that is also told of every instruction."""

    def __init__(self) -> None:
        """Begin with nothing recorded."""
        self.seen = Recording()
        self._things = Things()
        self._names = Names()
        self._who = ""
        self._step = 0
        self._task: asyncio.Task[Any] | None = None
        self._waiting: dict[str, str] = {}
        self._turns: Counter[object] = Counter()
        self._steps: Counter[str] = Counter()
        self._is_over = False
        self._stopped = -1
        self._left = MOST_STEPS

    @property
    def is_whole(self) -> bool:
        """Whether all steps were kept."""
        return self._left > 0

    def step(self, step: Step) -> None:
        """Keep who goes on, and where."""
        self.settle()
        self._left -= 1
        if is_unwinding() or not self.is_whole:
            self._is_over = True
        if self._is_over:
            return
        self._task = task_of_step(step.task) if step.is_task else None
        self._who = step.who if self._task is None else self._names.of(self._task)
        self._step = self._steps[self._who]
        self._steps[self._who] += 1
        if self._task is not None:
            if not self.seen.coroutines.get(self._who):
                self.seen.coroutines[self._who] = coroutine_of(self._task)
            link = users_link(chain_of(self._task).links)
            if link is not None and is_users(link.code.co_filename):
                self.seen.turns.append(Turn(self._who, spot_of(link), has_not_begun(self._task)))

    def settle(self) -> None:
        """See how the last step has ended: its task is done, or waits for something."""
        task, self._task, self._who = self._task, None, ""
        if task is None or self._is_over:
            return
        if task.done():
            self.seen.ends.append(self._names.of(task))
            return
        (wait, *_) = snapshot([task])
        self._waiting[self._names.of(task)] = waits_for(wait, str).partition(" waits for ")[2]
        self._note_together(task)

    def instruction(self, use: Use, frame: FrameType) -> None:
        """Keep what an instruction is about to touch."""
        if self._is_over or not self._who:
            return
        for sight in look(use, frame):
            spot = spot_in(frame)
            key = (self._who, spot.file, spot.function, use.number, sight.verb)
            self._turns[key] += 1
            self.seen.touches.append(
                Touch(
                    task=self._who,
                    step=self._step,
                    spot=spot,
                    instruction=use.number,
                    turn=self._turns[key],
                    thing=self._things.of(sight.thing, sight.part),
                    verb=sight.verb,
                    name=sight.name,
                    kind=sight.kind,
                    writes=sight.writes,
                    surely=sight.surely,
                    value=sight.value,
                )
            )

    def line(self, frame: FrameType) -> None:
        """Keep which line runs."""
        if self._who and not self._is_over:
            self.seen.lines[self._who].append(spot_in(frame))

    def stopped(self, frame: FrameType, error: str) -> None:
        """Keep where a task is cancelled, or gets an error: the innermost of its frames hears of it first."""
        number = len(self.seen.turns)
        if self._is_over or self._task is None or number == self._stopped:
            return
        self._stopped = number
        waiting = self._waiting.get(self._who, "")
        lines = len(self.seen.lines[self._who])
        self.seen.stops.append(Stop(self._who, spot_in(frame), waiting, len(self.seen.touches), lines, error))

    def _note_together(self, task: asyncio.Task[Any]) -> None:
        chain = chain_of(task)
        link = users_link(chain.links)
        target = awaiting(chain, sorted(asyncio.all_tasks(), key=hash))
        if target.kind in (AS_COMPLETED, WAIT) and link is not None and len(target.tasks) > 1:
            others = frozenset(map(self._names.of, target.tasks))
            self.seen.together.setdefault(self._names.of(task), (others, spot_of(link)))
