"""Errors that nobody has looked at: told when their owner is judged, unless its test fails with the same.

The one private name of asyncio that is read is `_log_traceback` of futures, which is true as long as nobody
has asked for the error, together with `_exception`, which does not count as asking. CPython 3.10 to 3.14
were tested.
"""

from __future__ import annotations

import gc
import inspect
import logging
import sys
import traceback
from asyncio import Future, Task, log
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.record import fresh, record
from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import Origin
from asyncproof.guard.wording import shown
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.guard.owner import Owner

_LONGEST = 120
_ORDINARY = (OSError, EOFError)
"""What a network does to everybody: not worth a word where no line of the user's has raised it."""
_IN_VAIN = frozenset({"TimeoutError", "Deadlock", "Livelock", "GuardFailure", "Failed"})
_LEAVING = (KeyboardInterrupt, SystemExit)
"""They leave the loop by themselves, whatever becomes of the task."""


@record
class Death:
    """Something that ended with an error which nobody has looked at."""

    owner: Owner | None
    error: BaseException
    message: str
    made: Origin | None = None
    """The user's line that made it."""
    subjects: Sequence[str] = ()
    cure: str = ""
    lines: list[str] = fresh(default_factory=list)


class DeathGuard(Guard):
    """Collects deaths, and tells them when their owner is judged."""

    group: ClassVar[str] = "died_unseen"

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._deaths: list[Death] = []
        self._failure: BaseException | None = None

    def died(self, death: Death) -> None:
        """Keep a death until its owner is judged; tell it at once if that is over."""
        if death.owner is None:
            death.owner = self.session.running
        if death.owner is None or death.owner.ended:
            self._report(death)
        else:
            self._deaths.append(death)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Tell of what has died by now, unless the test fails with the very same error."""
        self._failure = failure
        if self._deaths:
            self._settle(test)

    def test_ends(self, test: Owner) -> None:
        """Tell of what has died since."""
        if self._deaths:
            self._settle(test)
        self._failure = None

    def fixture_ends(self, fixture: Owner) -> None:
        """Tell of what has died of a wider fixture's."""
        if self._deaths:
            self._settle(fixture)

    def run_ends(self) -> None:
        """Tell of the rest."""
        deaths, self._deaths = self._deaths, []
        for death in deaths:
            self._report(death)

    def _settle(self, owner: Owner) -> None:
        known = {id(error) for error in chain(self._failure)}
        deaths, self._deaths = self._deaths, []
        for death in deaths:
            if death.owner is not owner:
                self._deaths.append(death)
            elif id(death.error) not in known:
                self._report(death)

    def _report(self, death: Death) -> None:
        place = raised_at(death.error) or death.made
        lines = list(death.lines)
        if death.made is not None and death.made != place:
            lines.insert(0, f"made at {shown(death.made.place)}")
        self.tell(
            death.owner,
            death.message,
            place=None if place is None else place.place,
            subjects=death.subjects,
            cure=death.cure or None,
            lines=lines,
        )


def is_unseen(future: Any) -> bool:
    """Say whether a future or task holds an error that nobody has asked for."""
    return bool(getattr(future, "_log_traceback", False)) and future.done() and not future.cancelled()


def error_in(future: Any) -> BaseException | None:
    """Return the error of a future that is done, without this counting as a look."""
    error = getattr(future, "_exception", None)
    return error if isinstance(error, BaseException) else None


def mark_seen(future: Any) -> None:
    """Spare the log what has been told already, as it would come during another test."""
    with suppress(AttributeError, ValueError):
        future._log_traceback = False  # noqa: SLF001 - see above


def is_leaving(error: BaseException) -> bool:
    """Say whether an error leaves the event loop by itself, or one of its group has done so."""
    return isinstance(error, _LEAVING) or any(map(is_leaving, members_of(error)))


def members_of(error: BaseException) -> tuple[BaseException, ...]:
    """Return the errors in a group; other errors may have anything under this name."""
    found = getattr(error, "exceptions", ())
    if not isinstance(found, tuple | list):
        return ()
    return tuple(one for one in found if isinstance(one, BaseException))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, its causes and contexts, and the members of groups, each once."""
    todo, seen = [error], set[int]()
    while todo:
        one = todo.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [one.__cause__, one.__context__, *members_of(one)]


def user_lines(error: BaseException) -> list[Origin]:
    """Return the lines of the user's code that an error came through, outermost first."""
    return [
        Origin(frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not is_foreign(frame.f_code.co_filename) and not frame.f_code.co_filename.startswith("<")
    ]


def raised_at(error: BaseException) -> Origin | None:
    """Return the user's line that raised an error, or called what raised it."""
    return next(reversed([*_lines_of_all(error)]), None)


def _lines_of_all(error: BaseException) -> Iterator[Origin]:
    yield from user_lines(error)
    for member in members_of(error)[:1]:
        yield from _lines_of_all(member)


def is_users(error: BaseException) -> bool:
    """Say whether an error is the user's business: raised in their code, or of a kind no network makes."""
    if user_lines(error):
        return True
    if error.__traceback__ is not None or isinstance(error, _ORDINARY):
        return False
    module = type(error).__module__
    return module in {"builtins", "__main__"} or not _is_installed(module)


def _is_installed(module: str) -> bool:
    file = getattr(sys.modules.get(module), "__file__", None)
    return file is None or is_foreign(file)


def short(error: BaseException) -> str:
    """Return an error in one line."""
    name = type(error).__name__
    inner = ", ".join(short(one) for one in members_of(error)[:3])
    first = inner or next(iter(str(error).splitlines()), "")
    text = f"{name}: {first}" if first else name
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def is_log_watched(owner: Owner | None) -> bool:
    """Say whether a test looks at what asyncio logs, where the same error is written down."""
    logger = log.logger
    if not isinstance(logger, logging.Logger):  # a mock stands in its place
        return True
    if "unittest" in {type(handler).__module__.partition(".")[0] for handler in logger.handlers}:
        return True
    return owner is not None and asks_for(owner, "caplog")


def asks_for(owner: Owner, fixture: str) -> bool:
    """Say whether a test, or one of its own fixtures, asks for a fixture by name."""
    for function in owner.functions():
        code = getattr(inspect.unwrap(function), "__code__", None)
        if code is not None and fixture in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]:
            return True
    return False


def dead_and_unseen(loop: object) -> list[str]:
    """Describe the tasks of a loop that have died unseen; slow, as it looks at all objects."""
    told: list[str] = []
    for thing in unseen_tasks(gc.get_objects()):
        if thing.get_loop() is loop and (error := error_in(thing)) is not None:
            origin = raised_at(error)
            where = "" if origin is None else f" at {shown(origin.place)}"
            told.append(f"task `{name_of(thing)}` has died of `{short(error)}`{where}")
    return told


def unseen_tasks(things: Iterable[object]) -> list[Task[Any]]:
    """Return the tasks that have died unseen; nothing is asked of the others, which may be proxies."""
    tasks: list[Any] = [thing for thing in things if issubclass(type(thing), Task)]
    return [task for task in tasks if is_unseen(task)]


def objects_of(failure: BaseException) -> list[Any]:
    """Return the objects among which the reason of a failure may be: slow.

    They are the young ones, as far as the collector knows; all, if the test has waited in vain for something.
    """
    if type(failure).__name__ in _IN_VAIN:
        return gc.get_objects()
    return [*gc.get_objects(0), *gc.get_objects(1)]


def name_of(future: Future[Any]) -> str:
    """Return how a person would call a task or future: by its function."""
    children = getattr(future, "_children", None)
    if children is not None:
        return f"gather({', '.join(name_of(child) for child in list(children)[:3])})"
    if not isinstance(future, Task):
        return "future"
    coroutine = future.get_coro()
    name = str(getattr(coroutine, "__qualname__", type(coroutine).__qualname__))
    return f"{name.rpartition('<locals>.')[2]}()"
