"""Records each test while it runs; its last report has what was seen, and a worker sends that on."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.onlooking import looking_on
from asyncproof.loop.unseen import UnseenLoops
from asyncproof.plugin.anyio_backend import BACKEND, runs_on_asyncio
from asyncproof.report.facts import facts_of
from asyncproof.report.packing import pack
from asyncproof.report.recording.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Generator

PICTURE = "asyncproof_picture"
"""The attribute of a tear-down's report with the packed picture, its facts, and what was not seen."""
TRIO = "trio"
"""The mark of pytest-trio, and what runs such tests; anyio runs others on it."""


class RecordedTests:
    """Looks on from the set-up of a test to the end of its tear-down; not at the runs of an exploration."""

    NAME = "asyncproof-report"

    def __init__(self, block_after: float) -> None:
        """Take the real seconds after which a step has kept the loop for too long."""
        self._block_after = block_after
        self._recorder: Recorder | None = None
        self._unseen: UnseenLoops | None = None
        self._looking = ExitStack()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, object, object]:
        """Begin; a test that is set up once more begins anew."""
        self._looking.close()
        self._recorder = Recorder(block_after=self._block_after)
        self._looking.enter_context(looking_on(self._recorder))
        self._unseen = UnseenLoops(self._recorder.runs_unseen)
        self._looking.callback(self._unseen.put_back)
        self._unseen.reach()
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self) -> None:
        """Reach the loops that fixtures have imported."""
        if self._unseen is not None:
            self._unseen.reach()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """End with the tear-down, and give its report what there is to draw."""
        report = yield
        if call.when == "teardown" and self._recorder is not None:
            self._looking.close()
            recorder, self._recorder = self._recorder, None
            picture = recorder.data()
            drawn = {"facts": facts_of(picture), "picture": pack(picture)} if picture["tasks"] else {}
            unseen = [*recorder.unseen(), *_elsewhere(item)]
            setattr(report, PICTURE, {**drawn, "unseen": unseen})
        return report

    def pytest_unconfigure(self) -> None:
        """Look on no longer, however the run has ended."""
        self._looking.close()


def _elsewhere(item: pytest.Item) -> list[str]:
    """Name what ran a test, if that is not asyncio."""
    backend = getattr(item, "funcargs", {}).get(BACKEND, "asyncio")
    return [] if runs_on_asyncio(backend) and item.get_closest_marker(TRIO) is None else [TRIO]
