"""The tasks that are pending on a loop: whose they are, how far they have come, and what they wait for.

A task of the C implementation hides its context before Python 3.12, but the garbage collector sees it.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
from contextvars import Context
from typing import TYPE_CHECKING, Any

from asyncproof.core.record import record
from asyncproof.guard.origin import Origin, defined_at
from asyncproof.guard.owner import OWNER
from asyncproof.loop import waits
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from asyncproof.guard.owner import Owner

_RUNNERS = frozenset(
    {
        "TestRunner._run_tests_and_fixtures",  # anyio
        "_shutdown_process_pool_on_exit",  # anyio, for as long as the loop lives
        "IsolatedAsyncioTestCase._asyncioLoopRunner",  # unittest before 3.11
        "BaseEventLoop.shutdown_asyncgens",
        "BaseEventLoop.shutdown_default_executor",
    }
)
"""Coroutines, by qualified name, with which those who run tests serve themselves."""
_MAKERS = ("asyncio", "anyio", "contextlib", "backports")
"""Packages that make coroutines on somebody's behalf: their own lines say nothing of whose they are."""


_known: list[tuple[asyncio.AbstractEventLoop, Collection[asyncio.Task[Any]]]] = []


@record
class Pending:
    """One task that is not done."""

    task: asyncio.Task[Any]
    owner: Owner | None
    """Who made it; None if nobody knows."""
    is_started: bool
    """Whether any of its code has run."""
    origin: Origin | None
    """The user's line that made its coroutine, or else where its function is defined."""
    is_users: bool
    """Whether its code is the user's, or was called by a line of the user's: not a library's own task."""
    is_called: bool
    """Whether a line of the user's called it, or else asyncio itself, for a connection that came in."""

    @property
    def name(self) -> str:
        """The name of its function, as a person would call it."""
        return self.qualname.rpartition("<locals>.")[2]

    @property
    def qualname(self) -> str:
        """The qualified name of its function, for allow-lists."""
        coroutine = self.task.get_coro()
        return str(getattr(coroutine, "__qualname__", type(coroutine).__qualname__))

    @property
    def names(self) -> tuple[str, ...]:
        """What an allow-list may call it: its function, alone and with the module, and its own name."""
        module = _module_of(self.task.get_coro())
        names = (self.qualname, f"{module}.{self.qualname}" if module else "", self.task.get_name())
        return tuple(filter(None, names))


def pending_on(loop: asyncio.AbstractEventLoop) -> list[Pending]:
    """Return the tasks that are not done, without those with which runners serve themselves, by name."""
    tasks = tasks_on(loop)
    if not tasks:
        return []
    inner = _made_by_wait_for(tasks) if sys.version_info < (3, 12) else ()  # later ones make none
    found = [
        _look_at(task)
        for task in tasks
        if id(task) not in inner and not is_runners_own(task) and not _is_over(task)
    ]
    return sorted(found, key=lambda one: (one.task.get_name(), one.qualname))


def tasks_on(loop: asyncio.AbstractEventLoop) -> Collection[asyncio.Task[Any]]:
    """Return the tasks that are not done; quicker than `all_tasks` where they are known."""
    for known, tasks in tuple(_known):
        if known is loop:
            return tasks
    return asyncio.all_tasks(loop)


class KnownTasks:
    """Looks once for the tasks of a loop that stands still, for all who ask meanwhile."""

    __slots__ = ("_pair",)

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look for them."""
        self._pair = loop, asyncio.all_tasks(loop)

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._pair[1])

    def __enter__(self) -> KnownTasks:  # noqa: PYI034 - typing has no Self before Python 3.11
        """Tell who asks."""
        _known.append(self._pair)
        return self

    def __exit__(self, *_: object) -> None:
        """Tell nobody any more; in another thread there may be another one."""
        if self._pair in _known:
            _known.remove(self._pair)


def forget_tasks_of(loop: asyncio.AbstractEventLoop) -> None:
    """Look again for the tasks of a loop, which no longer stands still."""
    for pair in tuple(_known):
        if pair[0] is loop:
            _known.remove(pair)


def where(one: Pending) -> str:
    """Say in one line what a task waits for, and where in the code it stands."""
    try:
        (wait,) = waits.snapshot([one.task])
        place = "" if wait.spot is None else f" at {wait.spot.short}"
        return f"{waits.waits_for(wait, lambda _: 'a task')}{place}"
    except Exception:  # noqa: BLE001 - what can't be seen of it must not hide that it is there
        return f"{one.name} waits"


def is_for_a_peer(one: Pending) -> bool:
    """Say whether a task only answers a connection, and waits for its other end to write, read or close."""
    if one.is_called:
        return False
    try:
        (wait,) = waits.snapshot([one.task])
    except Exception:  # noqa: BLE001 - as above
        return False
    return wait.wait.kind in {waits.READ, waits.DRAIN}


def owner_of(thing: Any) -> Owner | None:
    """Return who made a task or a handle, by the context in which it runs."""
    context = context_of(thing)
    return None if context is None else context.get(OWNER)


def context_of(thing: Any) -> Context | None:
    """Return the context in which a task or a handle runs."""
    get = getattr(thing, "get_context", None)  # tasks since 3.12, asyncio's own handles since 3.12
    if get is not None:
        context = get()
        return context if isinstance(context, Context) else None
    context = getattr(thing, "_context", None)  # what is written in Python
    if isinstance(context, Context):
        return context
    # Of all contexts that it refers to, those of its callbacks too, a task visits its own first.
    return next((one for one in gc.get_referents(thing) if type(one) is Context), None)


def is_started(coroutine: Any) -> bool:
    """Say whether any code of a coroutine has run."""
    if inspect.iscoroutine(coroutine):
        return inspect.getcoroutinestate(coroutine) != inspect.CORO_CREATED
    if inspect.isgenerator(coroutine):
        return inspect.getgeneratorstate(coroutine) != inspect.GEN_CREATED
    return True  # compiled: nobody can tell


def is_runners_own(task: asyncio.Task[Any]) -> bool:
    """Say whether a task is the machinery of who runs the tests."""
    coroutine = task.get_coro()
    if type(coroutine).__name__ == "async_generator_athrow":  # the loop closes a generator
        return True
    if getattr(coroutine, "__qualname__", None) not in _RUNNERS:
        return False
    return is_foreign(_file_of(coroutine)) or _module_of(coroutine).startswith("anyio.")  # in its own suite


def _is_over(task: asyncio.Task[Any]) -> bool:
    """Say whether somebody has closed the coroutine of a task, so that nothing of it is left to run."""
    coroutine = task.get_coro()
    return inspect.iscoroutine(coroutine) and inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED


def _made_by_wait_for(tasks: Iterable[asyncio.Task[Any]]) -> set[int]:
    """Return the identities of tasks that others await by `wait_for`: who leaves its task leaves both."""
    found = set()
    for task in tasks:
        coroutine: Any = task.get_coro()
        while inspect.iscoroutine(coroutine):
            if coroutine.cr_code is asyncio.wait_for.__code__ and coroutine.cr_frame is not None:
                found.add(id(coroutine.cr_frame.f_locals.get("fut")))
            coroutine = coroutine.cr_await
    return found


def _look_at(task: asyncio.Task[Any]) -> Pending:
    coroutine = task.get_coro()
    caller = _calling_line(coroutine)
    is_users = _is_users(_file_of(coroutine)) or (caller is not None and _is_users(caller.file))
    origin = next(_users_lines(coroutine), None) or _definition(coroutine)
    return Pending(task, owner_of(task), is_started(coroutine), origin, is_users, caller is not None)


def _file_of(coroutine: Any) -> str:
    code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
    return "<compiled>" if code is None else str(code.co_filename)


def _module_of(coroutine: Any) -> str:
    frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
    return "" if frame is None else str(frame.f_globals.get("__name__", ""))


def _definition(coroutine: Any) -> Origin | None:
    return defined_at(getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None))


def _users_lines(coroutine: Any) -> Iterator[Origin]:
    return (line for line in _lines(coroutine) if _is_users(line.file))


def _calling_line(coroutine: Any) -> Origin | None:
    """Return the line that called the coroutine's function, past those who call for somebody else."""
    return next((line for line in _lines(coroutine) if not _is_makers(line.file)), None)


def _lines(coroutine: Any) -> Iterable[Origin]:
    return (Origin(*frame) for frame in getattr(coroutine, "cr_origin", None) or ())


def _is_users(file: str) -> bool:
    return not file.startswith("<") and not is_foreign(file)


def _is_makers(file: str) -> bool:
    parts = file.replace("\\", "/").split("/")
    return is_foreign(file) and any(maker in parts or f"{maker}.py" in parts for maker in _MAKERS)
