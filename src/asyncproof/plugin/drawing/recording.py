"""Records each test while it runs; its last report has what was seen, and a worker sends that on."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.onlooking import looking_on
from asyncproof.report.facts import facts_of
from asyncproof.report.packing import pack
from asyncproof.report.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Generator

PICTURE = "asyncproof_picture"
"""The attribute of a tear-down's report with the packed picture and its facts."""


class RecordedTests:
    """Looks on from the set-up of a test to the end of its tear-down; not at the runs of an exploration."""

    NAME = "asyncproof-report"

    def __init__(self, block_after: float) -> None:
        """Take the real seconds after which a step has kept the loop for too long."""
        self._block_after = block_after
        self._recorder: Recorder | None = None
        self._looking = ExitStack()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, object, object]:
        """Begin; a test that is set up once more begins anew."""
        self._looking.close()
        self._recorder = Recorder(block_after=self._block_after)
        self._looking.enter_context(looking_on(self._recorder))
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """End with the tear-down, and give its report what there is to draw."""
        report = yield
        if call.when == "teardown" and self._recorder is not None:
            self._looking.close()
            recorder, self._recorder = self._recorder, None
            picture = recorder.data()
            if picture["tasks"]:
                setattr(report, PICTURE, {"facts": facts_of(picture), "picture": pack(picture)})
        return report

    def pytest_unconfigure(self) -> None:
        """Look on no longer, however the run has ended."""
        self._looking.close()
