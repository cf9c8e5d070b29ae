"""A cancellation is an event as any other: before every step, the chooser may cancel a task or a scope."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from asyncproof.core.frames import frame_above
from asyncproof.loop.asking import AskingLoop
from asyncproof.loop.bookkeeping import gathered_with
from asyncproof.loop.questions import CANCEL
from asyncproof.loop.scopes import Scope, TimeLimit, is_time_limit

if TYPE_CHECKING:
    from collections.abc import Callable

NOBODY = "nobody"
_MAKERS = ("call_at", "call_later")
"""The methods that make timers."""


class CancellingLoop(AskingLoop):
    """Asks whom to cancel, as often as the policy allows."""

    def __init__(self, **settings: Any) -> None:
        """Start with nobody cancelled."""
        super().__init__(**settings)
        self._begin_cancelling()

    def _begin_cancelling(self) -> None:
        self._cancellations_left = self._policy.cancellations if self._asking else 0
        self.served = WeakSet() if self._cancellations_left else None
        self.cancelled_by_choice: list[str] = []
        """The names of the tasks that the chooser has cancelled, in this order."""
        self.left_alone: list[asyncio.Future[Any]] = []
        """Those that were gathered with them: who gathers hears of the cancellation, and waits no longer."""
        self._hit: list[Any] = []
        """Whom the chooser has cancelled: nobody is cancelled twice."""
        self.limits_ended = 0
        """How many time limits were over because the chooser wanted it."""
        self._scopes_seen = 0
        self._scopes: list[tuple[object, Scope]] = []
        self._limits: list[TimeLimit] = []
        self._watch_limits(watch=self._cancellations_left > 0 and self._policy.is_limit is not None)

    def _ask_to_cancel(self) -> None:
        """Ask whether a task is cancelled before the next step, and which one."""
        targets = self._targets()
        picked = self._ask(CANCEL, (NOBODY, *targets)) if targets else 0
        if picked:
            target = targets[picked - 1]
            self._cancellations_left -= 1
            self._hit.append(target)
            self.cancelled_by_choice.append(target.get_name())
            self.left_alone += gathered_with(target)
            self.limits_ended += isinstance(target, TimeLimit)
            target.cancel()

    def _targets(self) -> list[Any]:
        """Return what the chooser may cancel: tasks, then their scopes, then time limits; each but once."""
        found = self._all_targets()
        return [target for target in found if target not in self._hit] if self._hit else found

    def _all_targets(self) -> list[Any]:
        is_target, scope_of = self._policy.is_target, self._policy.scope_of
        tasks = sorted((task for task in asyncio.all_tasks(self) if is_target(task)), key=hash)
        if self._limits:
            self._limits = [limit for limit in self._limits if limit.is_open]
        if scope_of is None:
            return [*tasks, *self._limits]
        alone: list[Any] = []
        scopes: dict[Scope, None] = {}
        for task in tasks:
            scope = scope_of(task)
            if scope is None:
                alone.append(task)
            else:
                scopes[self._known_scope(scope, task)] = None
        return [*alone, *scopes, *self._limits]

    def _known_scope(self, scope: Any, task: asyncio.Task[Any]) -> Scope:
        """Return what stands for a scope, with the number that it got when it was seen first."""
        for known, ours in self._scopes:
            if known is scope:
                return ours
        ours = Scope(self._next_number(), scope.cancel, task)
        self._scopes.append((scope, ours))
        return ours

    def _next_number(self) -> int:
        self._scopes_seen += 1
        return self._scopes_seen

    def close(self) -> None:
        """Close the loop, and let go of the methods that know it."""
        super().close()
        self._watch_limits(watch=False)

    # -- time limits

    def _watch_limits(self, *, watch: bool) -> None:
        """See each timer that is made, in methods of this loop that hide those of its class; or stop it."""
        for name in _MAKERS:
            self.__dict__.pop(name, None)
            if watch:
                self.__dict__[name] = self._seeing_limits(getattr(self, name))

    def _seeing_limits(self, make: Callable[..., Any]) -> Callable[..., Any]:
        def call(when: float, callback: Callable[..., object], *args: Any, **options: Any) -> Any:
            timer = make(when, callback, *args, **options)
            is_limit = self._policy.is_limit
            if is_limit is not None and is_time_limit(callback) and is_limit(frame_above(1)):
                self._limits.append(TimeLimit(self._next_number(), timer, self))
            return timer

        return call
