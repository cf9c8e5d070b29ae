"""Explains an assertion about measured time that missed by a little."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import function_at, statement_at, text_of
from asyncproof.explain.names import assignments
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_CLOCKS = frozenset(
    {"perf_counter", "monotonic", "time", "perf_counter_ns", "monotonic_ns", "time_ns", "now", "utcnow"}
)
_NUMBER = r"-?\d+(?:\.\d*)?(?:e-?\d+)?"
_COMPARED = re.compile(
    rf"assert \(?({_NUMBER})(?: - ({_NUMBER}))?\)? (<=|>=|<|>|==) \(?({_NUMBER})(?: - ({_NUMBER}))?\)?"
)
_SHARE = 0.3
_MOMENT = 0.06


class MeasuredTime(Case):
    """An assertion about measured time missed by a little.

    How long something takes on a real clock depends on what else the machine does. A bound that holds
    ninety-nine times fails the hundredth, and a wider one makes the test say less.

    ```python title="test_backoff.py"
    import asyncio
    import time

    import pytest


    @pytest.mark.asyncio
    async def test_backoff():
        start = time.perf_counter()
        await asyncio.sleep(0.1)
        elapsed = time.perf_counter() - start
        assert elapsed <= 0.1
    ```

    ```console
    $ pytest test_backoff.py
    ...
    What happened: `elapsed <= 0.1` (test_backoff.py:12) missed by a little: the measured time was
    ...
    More: asyncproof explain measured-time
    ...
    ```

    ## What to do instead

    Mark the test with `@pytest.mark.virtual_time`: sleeping takes no time there, the clocks show exactly
    what was slept, and the assertion can be exact.
    """

    slug: ClassVar[str] = "measured-time"
    texts: ClassVar[tuple[str, ...]] = (
        "assert 0... <= 0...",
        "assert 0... < 0...",
        "assert 0... == 0...",
        "assert (... - ...) < ...",
    )
    order: ClassVar[int] = 98

    def story(self, failure: Failure) -> Story | None:
        """Tell it where a measured time was compared, and was near."""
        frame = failure.user_frame
        if not isinstance(failure.error, AssertionError) or frame is None or not failure.test.is_async:
            return None
        statement = statement_at(frame.file, frame.line)
        found = _COMPARED.search(failure.message.replace("approx(", "("))
        if not isinstance(statement, ast.Assert) or found is None or not _is_measured(statement.test, frame):
            return None
        left, less, _, right, less_right = found.groups()
        one, other = float(left) - float(less or 0), float(right) - float(less_right or 0)
        gap = abs(one - other)
        if gap > max(_SHARE * max(abs(one), abs(other)), _MOMENT):
            return None
        return Story(
            what=f"`{short(text_of(statement.test))}`{line_of(frame)} missed by a little: the measured time "
            "was off by "
            f"{gap:.3g} s.",
            why="on a real clock everything takes a little longer or shorter, depending on what else the "
            "machine does.",
            do="mark the test with `@pytest.mark.virtual_time`: there the clock shows exactly what was "
            "slept, and the test "
            "takes no time.",
        )


def _is_measured(test: ast.expr, frame: Frame) -> bool:
    """Say whether an expression comes from a clock, directly or by a variable of the function."""
    function = function_at(frame.file, frame.line)
    if any(_reads_clock(node) for node in ast.walk(test)):
        return True
    names = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    return function is not None and any(
        _reads_clock(node) for name in names for value in _values(function, name) for node in ast.walk(value)
    )


def _values(function: ast.AST, name: str) -> Iterator[ast.expr]:
    for _, value in assignments(function, name):
        if value is not None:
            yield value


def _reads_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and text_of(node.func).rpartition(".")[2] in _CLOCKS
