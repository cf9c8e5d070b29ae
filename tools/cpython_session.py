"""Run one of CPython's own asyncio test modules on one loop, in this process; `cpython_tests.py` starts it.

Usage: python cpython_session.py MODULE MODE RESULTS [FINISHED ...]

MODE is stock, real (our loop in real time) or virtual (our loop in virtual time). One line of JSON is
appended to RESULTS when a test begins and one when it is over; tests named FINISHED are left out.
It needs nothing but the standard library, asyncproof and an interpreter that has its tests.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import traceback
import unittest
from asyncio import unix_events
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import selectors
    from collections.abc import Iterator
    from typing import TextIO

PACKAGE = "test.test_asyncio."
DETAIL_LINES = 12


def install_loop(mode: str) -> None:
    """Make every way in which the tests ask for a loop give them ours."""
    from asyncproof.loop import ControlledLoop, Limits  # noqa: PLC0415 - stock runs do without us

    class LoopUnderTest(ControlledLoop):
        """Our loop under the constructor of the stock one."""

        def __init__(self, selector: selectors.BaseSelector | None = None) -> None:
            del selector  # ours brings its own: the tests for kinds of selectors run on the same one
            super().__init__(virtual=mode == "virtual", limits=Limits(hang=20.0))

    asyncio.SelectorEventLoop = LoopUnderTest
    if sys.version_info >= (3, 13):
        asyncio.EventLoop = LoopUnderTest
    policy: Any = unix_events._UnixDefaultEventLoopPolicy  # noqa: SLF001 - where CPython keeps it
    policy._loop_factory = LoopUnderTest  # noqa: SLF001 - what asyncio.new_event_loop() asks in the end


class Recorder(unittest.TestResult):
    """Writes down each test as it begins and as it ends."""

    def __init__(self, results: TextIO) -> None:
        super().__init__()
        self._results = results
        self._outcome = ("passed", "")

    def _write(self, test: unittest.TestCase, **more: str) -> None:
        name = test.id().removeprefix(PACKAGE)
        print(json.dumps({"test": name, **more}), file=self._results, flush=True)

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802 - unittest's name
        """Write down that *test* begins."""
        super().startTest(test)
        self._outcome = ("passed", "")
        self._write(test)

    def stopTest(self, test: unittest.TestCase) -> None:  # noqa: N802 - unittest's name
        """Write down how *test* went."""
        super().stopTest(test)
        signal.setitimer(
            signal.ITIMER_REAL, 0
        )  # an alarm that came too late for its test would end the process
        outcome, detail = self._outcome
        self._write(test, outcome=outcome, detail=detail)

    def _broken(self, error: Any) -> None:
        lines = "".join(traceback.format_exception(*error)).splitlines()
        self._outcome = ("failed", "\n".join(lines[-DETAIL_LINES:]))

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802 - unittest's name
        """Count an error as a failure."""
        super().addError(test, err)
        self._broken(err)
        if not isinstance(test, unittest.TestCase) or not hasattr(test, "_testMethodName"):
            self._write(test, outcome="failed", detail=self._outcome[1])  # setUpClass has no startTest

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802 - unittest's name
        """Remember a failure."""
        super().addFailure(test, err)
        self._broken(err)

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802 - unittest's name
        """Count a broken part as a failure of the whole."""
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._broken(err)

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802 - unittest's name
        """Remember that the test was skipped."""
        super().addSkip(test, reason)
        self._outcome = ("skipped", reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:  # noqa: N802 - unittest's name
        """Remember that the test failed as CPython expects it to."""
        super().addExpectedFailure(test, err)
        self._outcome = ("xfailed", "")

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802 - unittest's name
        """Count an unexpected success as a failure."""
        super().addUnexpectedSuccess(test)
        self._outcome = ("failed", "unexpected success")


def each_test(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    """Go through the tests of *suite* in its order."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each_test(test)
        else:
            yield test


def main(module: str, mode: str, results: str, *finished: str) -> None:
    """Run the tests of *module* that are not *finished*."""
    if mode != "stock":
        install_loop(mode)
    suite = unittest.defaultTestLoader.loadTestsFromName(PACKAGE + module)
    done = set(finished)
    left = [test for test in each_test(suite) if test.id().removeprefix(PACKAGE) not in done]
    with open(results, "a", encoding="utf-8") as file:  # noqa: PTH123 - no pathlib in a process under test
        unittest.TestSuite(left).run(Recorder(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
