"""How the loop makes tasks and futures: with stable hashes, and with names that count within the loop."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from asyncproof.core.frames import frame_above
from asyncproof.loop.identity import Future, Task
from asyncproof.loop.watching import WatchingLoop
from asyncproof.loop.wishes import is_users_wish

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from contextvars import Context
    from types import FrameType

_EAGER_FACTORY = getattr(asyncio, "eager_task_factory", None)
"""asyncio's own eager factory (3.12+); the loop stands in for it, so eager tasks have stable hashes too."""
_CALLER = 2 if sys.version_info < (3, 11) else 1
"""How far above `create_task` is who asks for a task: on Python 3.10 `LendingLoop` passes it on."""
_SERVING = asyncio.StreamReaderProtocol.connection_made.__code__
"""What makes a task for each connection of `asyncio.start_server`."""


class MakingLoop(WatchingLoop):
    """Makes tasks and futures."""

    served: WeakSet[asyncio.Task[Any]] | None = None
    """The tasks of a server's connections, which nobody but asyncio holds; only kept where somebody asks."""

    wished: WeakSet[asyncio.Task[Any]] | None = None
    """The tasks that the user's code asked for, whatever runs in them; only kept where those are."""

    _identities = 0
    """How many of them were hashed so far."""
    _tasks_made = 0

    def create_future(self) -> asyncio.Future[Any]:
        """Make a future with a stable hash."""
        return Future(loop=self)

    def create_task(  # type: ignore[override] # the stub knows neither 3.10's nor 3.14's signature
        self,
        coro: Coroutine[Any, Any, Any],
        *,
        name: Any = None,
        context: Context | None = None,
        **options: Any,
    ) -> asyncio.Task[Any]:
        """Make a task with a stable hash and, unless it is given one, a name that counts within this loop."""
        self._check_closed()
        if context is not None:
            options["context"] = context
        if self._task_factory is not None:
            if self._task_factory is not _EAGER_FACTORY:
                if name is not None:
                    options["name"] = name
                return super().create_task(coro, **options)
            options.setdefault("eager_start", True)
        self._tasks_made = number = self._tasks_made + 1
        task: Any = Task(coro, loop=self, name=f"Task-{number}" if name is None else name, **options)
        if self._debug and task._source_traceback:
            del task._source_traceback[-1]
        if self.served is not None:
            self._note_who_asked(task, self.served, frame_above(_CALLER))
        return task  # type: ignore[no-any-return] # typed loosely for its private part

    def _note_who_asked(
        self, task: asyncio.Task[Any], served: WeakSet[asyncio.Task[Any]], frame: FrameType
    ) -> None:
        if frame.f_code is _SERVING:
            served.add(task)
        elif is_users_wish(frame):
            if self.wished is None:
                self.wished = WeakSet()
            self.wished.add(task)
