"""Finds assertions that failed, and whose failure reached nobody."""

from __future__ import annotations

import linecache
import traceback
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.deaths import asks_for, name_of
from asyncproof.guard.failing import Failed, failed_now, is_asked_for
from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import Origin
from asyncproof.guard.reading.swallowing import (
    Unknown,
    dropped_gather,
    is_expected,
    is_tried_again,
    swallower,
)
from asyncproof.guard.wording import shown
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from asyncproof.guard.owner import Owner

_Line = tuple[str, int, int, str]
_MOST = 100
_PASSES = (
    "asyncio",
    "contextlib",
    "unittest.case",
    "unittest.async_case",
    "unittest.mock",
    "asyncproof.loop",
)
"""Modules that hand every error on to their caller."""
_LOOKS = "asyncproof.exploring"
"""Runs tests to see how they fail."""


class SwallowedAssertion(Guard):
    """An assertion failed, and something swallowed the failure.

    ## What it sees

    Assertions of test files that failed in a test which passed nevertheless, because around them is an
    `async with` whose `__aexit__` returned something true, a `contextlib.suppress(Exception)`, a `return`
    in a `finally`, or an `except Exception` that does nothing or only logs; in the code under test too,
    where an assertion is that of a fake or a callback. So do those that come back as values from a
    `gather(..., return_exceptions=True)` whose result is dropped, and those in a task that the test only
    cancels, after it has died.

    ```python title="test_session.py"
    from unittest.mock import AsyncMock, MagicMock

    import pytest


    @pytest.mark.asyncio
    async def test_status():
        session = MagicMock()
        session.__aexit__ = AsyncMock()
        async with session:
            assert 500 == 200
    ```

    ```console
    $ pytest test_session.py
    ...
    swallowed-assertion: an assertion failed, and `async with session` swallowed it
        test_session.py:11:  assert 500 == 200
    ...
    ```

    ## Why it is bad

    The test passes, whatever the code under test does. An `AsyncMock` in the place of `__aexit__` is the
    usual reason: it returns a mock, which is true, and a true answer there means "this error is dealt with".

    ## What to do instead

    Let `__aexit__` return a false value: `AsyncMock(return_value=None)`, or leave it to `MagicMock`, which
    does it right by itself. Keep assertions out of blocks that catch everything, and collect in a fake what
    it is called with, to be looked at in the test itself.

    ## What it cannot see

    Assertions in modules which pytest does not rewrite, and those in blocks that try again, look at the
    error or name `AssertionError`. A test that reads what is logged or printed is believed to look.
    """

    name: ClassVar[str] = "swallowed-assertion"
    group: ClassVar[str] = "expectations"
    why: ClassVar[str] = "the test passes whatever the code under test does"
    cure: ClassVar[str] = (
        "let `__aexit__` return None, and keep assertions out of blocks that catch everything"
    )

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._failed: dict[tuple[_Line, ...], Failed] = {}

    def call_begins(self, test: Owner) -> None:
        """Forget what failed before."""
        self._failed.clear()

    def assertion_failed(self, frame: FrameType) -> None:
        """Remember who was running when an assertion failed."""
        if len(self._failed) < _MOST:
            lines = tuple(_lines(frame))
            if lines not in self._failed:
                self._failed[lines] = failed_now(self.session.owner_now())

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Find who swallowed the assertions, if the test has passed."""
        failed, self._failed = self._failed, {}
        if failure is not None:
            return
        for lines, one in failed.items():
            if one.owner is test and lines and not _is_wanted(lines[0]):
                self._judge(test, lines, one)

    def _judge(self, test: Owner, lines: tuple[_Line, ...], failed: Failed) -> None:
        try:
            found = _swallowed_at(lines) or _swallowed_outside(test, failed)
        except Unknown:
            return
        if found is not None:
            file, at, what = found
            if not _is_log_read(test):
                where = shown(Origin(file, at, "").place)
                message = f"an assertion failed, and {what} swallowed it"
                self._tell(test, lines[0], message, _cure(what), f"swallowed at {where}")
        elif failed.is_only_cancelled:
            task = name_of(failed.task) if failed.task is not None else "task"
            message = f"an assertion failed in task `{task}` and never counted: the task was only cancelled"
            cure = "`await` the task, also after `cancel()`, with `CancelledError` alone suppressed"
            self._tell(test, lines[0], message, cure, "`cancel()` of a task that has died hides its error")

    def _tell(self, test: Owner, line: _Line, message: str, cure: str | None, more: str) -> None:
        file, number, _, function = line
        place = Origin(file, number, function).place
        self.tell(test, message, place=place, subjects=[function], cure=cure, lines=[more])


def _is_wanted(line: _Line) -> bool:
    """Say whether an assertion is only a way to raise something."""
    words = linecache.getline(line[0], line[1]).replace(",", " ").split()[:2]
    return words in (["assert", "False"], ["assert", "0"])


def _swallowed_at(lines: Sequence[_Line]) -> tuple[str, int, str] | None:
    """Return where the error of an assertion was swallowed that went through these lines, innermost first."""
    for number, (file, line, first, _) in enumerate(lines):
        found = swallower(file, line, first, is_caller=number > 0)
        if found is not None:
            if number and any(is_tried_again(*outer[:3]) for outer in lines[number + 1 :]):
                raise Unknown
            if any(is_expected(*outer[:3]) for outer in lines[number:]):
                raise Unknown
            return file, *found
    return None


def _swallowed_outside(test: Owner, failed: Failed) -> tuple[str, int, str] | None:
    """Return where it was swallowed by somebody who waited for its task."""
    if failed.is_out and failed.error is not None:
        return _swallowed_at([*_lines_of(failed.error)][::-1])
    at = failed.gathered_at
    if at is None or failed.error is None or is_asked_for(test):
        return None
    found = dropped_gather(at.file, at.line)
    return None if found is None else (at.file, *found)


def _lines_of(error: BaseException) -> Iterator[_Line]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if not is_foreign(code.co_filename) and not code.co_filename.startswith("<"):
            yield code.co_filename, line, code.co_firstlineno, code.co_name


def _is_log_read(test: Owner) -> bool:
    return any(asks_for(test, one) for one in ("caplog", "capsys", "capfd", "capsysbinary", "capfdbinary"))


def _cure(what: str) -> str | None:
    """Return what to do, by what has swallowed the error."""
    if what.startswith("`except"):
        return "name the errors that are meant: `except ValueError:`; keep assertions out of what catches all"
    if "suppress(" in what:
        return (
            "name the errors that are meant: `suppress(ValueError)`; keep assertions out of what catches all"
        )
    if "finally" in what:
        return "return after the `try`: a `return` in a `finally` drops every error"
    if "gather(" in what:
        return "leave out `return_exceptions`, or look at the results: errors come back as values"
    return None


def _lines(frame: FrameType | None) -> list[_Line]:
    """Return the user's lines that are running, innermost first, as far as an error would go unhindered."""
    lines: list[_Line] = []
    while frame is not None:
        code = frame.f_code
        module = str(frame.f_globals.get("__name__"))
        if module.startswith(_LOOKS):
            return []
        if not is_foreign(code.co_filename) and not code.co_filename.startswith("<"):
            lines.append((code.co_filename, frame.f_lineno, code.co_firstlineno, code.co_name))
        elif not module.startswith(_PASSES):
            break
        frame = frame.f_back
    return lines
