"""Finds assertions that failed, and whose failure reached nobody."""

from __future__ import annotations

import linecache
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import Origin
from asyncproof.guard.swallowing import Unknown, swallower
from asyncproof.guard.wording import shown
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.guard.owner import Owner

_Line = tuple[str, int, int, str]
_MOST = 100
_PASSES = ("asyncio", "contextlib", "unittest.case", "unittest.async_case")
"""Modules that hand every error on to their caller."""


class SwallowedAssertion(Guard):
    """An assertion failed, and something swallowed the failure.

    ## What it sees

    Assertions of test files that failed in a test which passed nevertheless, because around them is an
    `async with` whose `__aexit__` returned something true, a `contextlib.suppress(Exception)`, or an `except
    Exception` that does nothing.

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
    does it right by itself. Keep assertions out of blocks that catch everything.

    ## What it cannot see

    Assertions in modules which pytest does not rewrite, and those in blocks that try again, look at the
    error or name `AssertionError`.
    """

    name: ClassVar[str] = "swallowed-assertion"
    group: ClassVar[str] = "expectations"
    why: ClassVar[str] = "the test passes whatever the code under test does"
    cure: ClassVar[str] = (
        "let `__aexit__` return None, and keep assertions out of blocks that catch everything"
    )

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._failed: dict[tuple[_Line, ...], Owner | None] = {}

    def call_begins(self, test: Owner) -> None:
        """Forget what failed before."""
        self._failed.clear()

    def assertion_failed(self, frame: FrameType) -> None:
        """Remember who was running when an assertion failed."""
        if len(self._failed) < _MOST:
            self._failed.setdefault(tuple(_lines(frame)), self.session.owner_now())

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Find who swallowed the assertions, if the test has passed."""
        failed, self._failed = self._failed, {}
        if failure is not None:
            return
        for lines, owner in failed.items():
            if owner is test and lines:
                self._judge(test, lines)

    def _judge(self, test: Owner, lines: tuple[_Line, ...]) -> None:
        file, number, _, function = lines[0]
        if linecache.getline(file, number).replace(",", " ").split()[:2] in (
            ["assert", "False"],
            ["assert", "0"],
        ):
            return  # a way to raise something
        for inner, line, first, _ in lines:
            try:
                found = swallower(inner, line, first)
            except Unknown:
                return
            if found is not None:
                at, what = found
                where = Origin(inner, at, function).place
                self.tell(
                    test,
                    f"an assertion failed, and {what} swallowed it",
                    place=Origin(file, number, function).place,
                    subjects=[function],
                    lines=[f"swallowed at {shown(where)}"],
                )
                return


def _lines(frame: FrameType | None) -> list[_Line]:
    """Return the user's lines that are running, innermost first, as far as an error would go unhindered."""
    lines: list[_Line] = []
    while frame is not None:
        code = frame.f_code
        module = str(frame.f_globals.get("__name__"))
        if not is_foreign(code.co_filename) and not code.co_filename.startswith("<"):
            lines.append((code.co_filename, frame.f_lineno, code.co_firstlineno, code.co_name))
        elif not module.startswith(_PASSES):
            break
        frame = frame.f_back
    return lines
