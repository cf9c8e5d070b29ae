"""Finds futures, of executors and of the loop, that failed and whose error nobody asked for."""

from __future__ import annotations

import inspect
from asyncio import CancelledError, Future, Task
from types import CodeType
from typing import TYPE_CHECKING, Any, ClassVar, cast
from weakref import ref

from asyncproof.core.frames import frame_above
from asyncproof.core.record import record
from asyncproof.guard.deaths import (
    Death,
    DeathGuard,
    error_in,
    is_leaving,
    is_log_watched,
    is_unseen,
    is_users,
    mark_seen,
    name_of,
    short,
    user_lines,
)
from asyncproof.guard.origin import spot_here
from asyncproof.guard.seams import jobs

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Mapping

    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.origin import Spot
    from asyncproof.guard.owner import Owner

_MADE = "_asyncproof_made"
_SETS = "set_exception"
_SHIELDS = "shield"


@record
class _Failed:
    """A job of an executor that has failed and that nobody has asked."""

    job: ref[Any]
    death: Death


class DiedFuture(DeathGuard):
    """A job or future failed, and nobody asked for its error.

    ## What it sees

    The futures of `executor.submit`, `loop.run_in_executor` and `asyncio.run_coroutine_threadsafe`, of
    `gather(...)` and of `shield(...)`, and futures that got an error by `set_exception`; dropped, or kept
    until the end of the test.

    ```python title="test_jobs.py"
    from concurrent.futures import ThreadPoolExecutor


    def resize():
        raise ValueError("not an image")


    def test_resize():
        with ThreadPoolExecutor() as executor:
            executor.submit(resize)
    ```

    ```console
    $ pytest test_jobs.py
    ...
    died-future: job `resize()` failed with `ValueError: not an image`, and nobody asked for its result
        test_jobs.py:5:  raise ValueError("not an image")
        made at test_jobs.py:10:  executor.submit(resize)
    ...
    ```

    ## Why it is bad

    An executor keeps an error in the future that `submit` returns. Who does not ask for the result learns of
    nothing, not even from a log.

    ## What to do instead

    Keep what `submit` returns and ask for its `result()`; `await` what `run_in_executor` returns.

    ## What it cannot see

    Futures with a callback are believed to be looked at by it.
    """

    name: ClassVar[str] = "died-future"
    texts: ClassVar[tuple[str, ...]] = ("Future exception was never retrieved",)
    why: ClassVar[str] = "an error stays in the future until somebody asks for its result"
    cure: ClassVar[str] = "keep the future and `await` it; ask one of an executor for its `result()`"
    looks_at: ClassVar[tuple[str, ...]] = (
        "_asyncio.Future",
        "asyncio.futures.Future",
        "concurrent.futures._base.Future",
    )

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._failed: dict[int, _Failed] = {}

    def run_begins(self) -> None:
        """Hear of the futures of executors."""
        jobs.listen(self)

    def run_ends(self) -> None:
        """Hear of them no longer."""
        super().run_ends()
        jobs.forget()

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear of a future that is collected with its error."""
        future, error = context.get("future"), context.get("exception")
        if not isinstance(future, Future) or isinstance(future, Task) or not isinstance(error, BaseException):
            return
        if isinstance(error, CancelledError):  # a gather whose tasks were cancelled with their loop
            return
        entry = self.session.ledger.of(future)
        owner = (entry.owner if entry is not None else None) or self.session.owner_now()
        if (
            _is_theirs(future, error, owner)
            and is_users(error)
            and not is_leaving(error)
            and not is_log_watched(owner)
        ):
            self.died(_death(owner, future, error))

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a future that somebody still holds."""
        if isinstance(thing, Future):
            error = error_in(thing)
            if isinstance(thing, Task) or error is None or not is_unseen(thing) or is_leaving(error):
                return
            has_lines = bool(user_lines(error))
            is_theirs = _is_theirs(thing, error, entry.owner) if has_lines else _mentions(entry.owner, _SETS)
            if is_theirs and is_users(error):
                self.died(_death(entry.owner, thing, error))
                mark_seen(thing)
            return
        failed = self._failed.pop(id(thing), None)
        if failed is not None and not jobs.is_asked(cast("concurrent.futures.Future[Any]", thing)):
            self.died(failed.death)

    # ------------------------------------------------------------------ executors

    def job_made(self, future: concurrent.futures.Future[Any]) -> None:
        """Remember who made it, and where; in itself, as there may be thousands, and hardly one fails."""
        vars(future)[_MADE] = self.session.owner_now(), spot_here(frame_above(1))

    def job_failed(self, future: concurrent.futures.Future[Any], error: BaseException) -> None:
        """Remember that it failed, until somebody asks."""
        if jobs.is_asked(future) or is_leaving(error) or error.__traceback__ is None:
            return
        made: tuple[Owner | None, Spot | None] | None = vars(future).get(_MADE)
        lines = user_lines(error)
        if made is None or not lines:
            return
        function = lines[0].function
        message = f"job `{function}()` failed with `{short(error)}`, and nobody asked for its result"
        if isinstance(error, AssertionError):
            message = f"an assertion failed in job `{function}()` and never counted: `{short(error)}`"
        owner, spot = made
        if owner is not None:
            self.session.ledger.give(future, owner)
        death = Death(owner, error, message, None if spot is None else spot.origin, [function])
        key = id(future)
        self._failed[key] = _Failed(ref(future, lambda _: self._dropped(key)), death)

    def job_asked(self, future: concurrent.futures.Future[Any]) -> None:
        """Forget it."""
        self._failed.pop(id(future), None)

    def _dropped(self, key: int) -> None:
        failed = self._failed.pop(key, None)
        if failed is not None:
            self.died(failed.death)


def _is_theirs(future: Future[Any], error: BaseException, owner: Owner | None) -> bool:
    """Say whether the error of a future is the test's to ask for: many are a library's own."""
    if _is_own(future, error):
        return True
    return _has_shielded(error, owner) if user_lines(error) else _mentions(owner, _SETS)


def _has_shielded(error: BaseException, owner: Owner | None) -> bool:
    """Say whether a test has shielded a job whose error has not come through to the test."""
    tb = error.__traceback__
    codes = _codes_of(owner)
    return tb is not None and tb.tb_frame.f_code not in codes and _mentions(owner, _SHIELDS)


def _mentions(owner: Owner | None, name: str) -> bool:
    """Say whether a test uses this name by itself; what a library does with its own futures is no lie."""
    codes = _codes_of(owner)
    for code in codes:
        if name in code.co_names:
            return True
        codes += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    return False


def _codes_of(owner: Owner | None) -> list[CodeType]:
    functions = () if owner is None else owner.functions()
    codes = (getattr(inspect.unwrap(function), "__code__", None) for function in functions)
    return [code for code in codes if code is not None]


def _is_own(future: Future[Any], error: BaseException) -> bool:
    """Say whether an error came about in the future's own job.

    Many a library keeps a future whose error was raised to somebody else, or is of interest to none.
    """
    if name_of(future) != "future":
        return True
    tb = error.__traceback__
    return tb is not None and "concurrent" in tb.tb_frame.f_code.co_filename


def _death(owner: Owner | None, future: Future[Any], error: BaseException) -> Death:
    lines = user_lines(error)
    name = name_of(future)
    what = (
        f"`{name}`" if name != "future" else f"the future of `{lines[0].function}()`" if lines else "a future"
    )
    message = f"{what} failed with `{short(error)}`, and nobody asked"
    if isinstance(error, AssertionError):
        message = f"an assertion failed in {what} and never counted: `{short(error)}`"
    return Death(owner, error, message, subjects=[line.function for line in lines[:1]])
